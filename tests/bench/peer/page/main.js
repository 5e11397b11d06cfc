// What a centre would put on such a machine: one form, and after it is sent the same form empty again.
import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";
import { createApp, h } from "vue";

history.scrollRestoration = "manual"; // the next citizen begins at the top
const formXml = await (await fetch("form.xml")).text();
const onSubmit = async (payload) => {
    const [file] = payload.data?.[0]?.values?.() ?? payload.data?.values?.() ?? [];
    await fetch("sent", { method: "POST", body: file ?? "no file" });
    location.reload();
};
const fetchFormAttachment = (url) => fetch(`media/${url.pathname.split("/").pop()}`);
const properties = { formXml, fetchFormAttachment, missingResourceBehavior: "BLANK", onSubmit };
createApp({ render: () => h(OdkWebForm, properties) }).use(webFormsPlugin).mount("#app");
