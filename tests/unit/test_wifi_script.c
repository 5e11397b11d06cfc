#include "platform/sim/wifi_script.h"

#include "tests/check.h"

static struct wifi_script wifi;
static struct wifi_facts facts;

static struct err look(void)
{
    return wifi.port.ops->look(&wifi.port, true, &facts);
}

static struct err join(int row, const char *passphrase)
{
    const struct wifi_network chosen = facts.rows[row];
    return wifi.port.ops->join(&wifi.port, &chosen, passphrase);
}

TEST(it_has_networks_of_every_kind)
{
    unsigned kinds = 0;
    wifi_script_open(&wifi);
    CHECK(!failed(look()));
    CHECK_INT(facts.state, WIFI_IDLE);
    for (int i = 0; i < facts.count; i++) {
        kinds |= 1U << (unsigned)facts.rows[i].kind;
        CHECK(!facts.rows[i].known && !facts.rows[i].connected);
    }
    CHECK_INT(kinds, 7);
}

TEST(only_the_right_passphrase_joins_and_it_is_kept_until_forgotten)
{
    wifi_script_open(&wifi);
    CHECK(!failed(look()));
    CHECK_INT(join(0, "sai-mat-khau").code, ERR_REFUSED);
    CHECK_INT(join(0, "ngan").code, ERR_BAD_INPUT);
    CHECK(!failed(join(0, WIFI_SCRIPT_PASSPHRASE)));
    CHECK(!failed(look()));
    CHECK_INT(facts.state, WIFI_CONNECTED);
    CHECK_STR(facts.name, facts.rows[0].name);
    CHECK(facts.rows[0].known && facts.rows[0].connected);
    CHECK(!failed(join(0, NULL)));
    CHECK(!failed(wifi.port.ops->forget(&wifi.port, &facts.rows[0])));
    CHECK_INT(wifi.port.ops->forget(&wifi.port, &facts.rows[0]).code, ERR_NOT_FOUND);
    CHECK(!failed(look()));
    CHECK_INT(facts.state, WIFI_IDLE);
    CHECK_INT(join(0, NULL).code, ERR_REFUSED);
    CHECK_INT(join(3, NULL).code, ERR_UNSUPPORTED);
    CHECK(!failed(join(2, NULL)));
}

TEST(each_fault_does_what_it_says)
{
    wifi_script_open(&wifi);
    CHECK(!failed(look()));
    CHECK(wifi_script_fault(&wifi, "far"));
    CHECK_INT(join(0, WIFI_SCRIPT_PASSPHRASE).code, ERR_NOT_FOUND);
    CHECK(wifi_script_fault(&wifi, "no-adapter") && !failed(look()));
    CHECK_INT(facts.state, WIFI_NO_ADAPTER);
    CHECK(wifi_script_fault(&wifi, "off") && !failed(look()));
    CHECK_INT(facts.state, WIFI_OFF);
    CHECK(wifi_script_fault(&wifi, "empty") && !failed(look()));
    CHECK(facts.state == WIFI_IDLE && facts.count == 0);
    CHECK(wifi_script_fault(&wifi, "gone"));
    CHECK_INT(look().code, ERR_OFFLINE);
    CHECK(wifi_script_fault(&wifi, "silent"));
    CHECK_INT(look().code, ERR_TIMEOUT);
    CHECK(wifi_script_fault(&wifi, "well") && !failed(look()));
    CHECK(!wifi_script_fault(&wifi, "haunted"));
}

TEST(a_passphrase_has_eight_to_sixty_three_letters_of_ascii)
{
    static const char most[] = "123456789012345678901234567890123456789012345678901234567890123";
    static const char more[] = "1234567890123456789012345678901234567890123456789012345678901234";
    CHECK(wifi_is_passphrase("12345678") && wifi_is_passphrase("a b~!{}\"\\"));
    CHECK(wifi_is_passphrase(most) && !wifi_is_passphrase(more));
    CHECK(!wifi_is_passphrase("1234567") && !wifi_is_passphrase(""));
    CHECK(!wifi_is_passphrase("mật khẩu") && !wifi_is_passphrase("1234567\t8"));
}

int main(void)
{
    RUN(it_has_networks_of_every_kind);
    RUN(only_the_right_passphrase_joins_and_it_is_kept_until_forgotten);
    RUN(each_fault_does_what_it_says);
    RUN(a_passphrase_has_eight_to_sixty_three_letters_of_ascii);
    return check_done();
}
