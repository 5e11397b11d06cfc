# For scripts at the root that source it: node is one of at least 20.19; an older one gets a newer beside it, under
# build/partner/node.
new_enough() {
    command -v node >/dev/null 2>&1 && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

if ! new_enough; then
    PATH=$PWD/build/partner/node/node_modules/node/bin:$PATH
    if ! new_enough; then
        echo "node is older than 20.19: installing node@20 under build/partner/node"
        npm install --prefix build/partner/node --no-save --no-audit --no-fund --loglevel=error node@20 || exit 1
    fi
fi
