#!/usr/bin/env python3
"""usage: image/sbom.py ABOUT OUT.json VERSION
What the image consists of, as SPDX 2.3: every Debian package with its version, source and the licences that its
copyright file names, and our own part. ABOUT has dpkg's status and a copyright file for each package."""
import json
import os
import re
import sys

SHORT = re.compile(r'^License:\s*(\S[^\n]*)', re.M)


def licences(about, package):
    path = os.path.join(about, 'copyright', package)
    if not os.path.exists(path):
        return 'NOASSERTION', ''
    text = open(path, encoding='utf-8', errors='replace').read()
    found = sorted({one.strip() for one in SHORT.findall(text)})
    return 'NOASSERTION', '; '.join(found) or 'see the copyright file of the package'


def packages(about):
    for block in open(os.path.join(about, 'status'), encoding='utf-8').read().split('\n\n'):
        fields = dict(re.findall(r'^([A-Za-z-]+): (.*)$', block, re.M))
        if fields.get('Status', '').endswith(' installed'):
            yield fields


def entry(name, version, declared, comment, purl, supplier):
    row = {'SPDXID': 'SPDXRef-' + re.sub(r'[^A-Za-z0-9.-]', '-', name), 'name': name, 'versionInfo': version,
           'downloadLocation': 'NOASSERTION', 'filesAnalyzed': False, 'licenseConcluded': 'NOASSERTION',
           'licenseDeclared': declared, 'copyrightText': 'NOASSERTION', 'supplier': supplier}
    if comment:
        row['licenseComments'] = comment
    if purl:
        row['externalRefs'] = [{'referenceCategory': 'PACKAGE-MANAGER', 'referenceType': 'purl', 'referenceLocator': purl}]
    return row


def main():
    about, out, version = sys.argv[1:4]
    rows = [entry('rong', version, 'Apache-2.0', '', '', 'NOASSERTION')]
    for fields in sorted(packages(about), key=lambda f: f['Package']):
        declared, comment = licences(about, fields['Package'])
        purl = f"pkg:deb/debian/{fields['Package']}@{fields['Version']}?arch={fields['Architecture']}&distro=bookworm"
        rows.append(entry(fields['Package'], fields['Version'], declared, comment, purl, 'Organization: Debian'))
    moment = int(os.environ['SOURCE_DATE_EPOCH'])
    import time
    document = {'spdxVersion': 'SPDX-2.3', 'dataLicense': 'CC0-1.0', 'SPDXID': 'SPDXRef-DOCUMENT', 'name': 'rong-' + version,
                'documentNamespace': 'https://spdx.invalid/rong/' + version,
                'creationInfo': {'created': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(moment)), 'creators': ['Tool: image/sbom.py']},
                'packages': rows,
                'relationships': [{'spdxElementId': 'SPDXRef-DOCUMENT', 'relationshipType': 'DESCRIBES', 'relatedSpdxElement': r['SPDXID']}
                                  for r in rows]}
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, 'w', encoding='utf-8') as f:
        json.dump(document, f, indent=1, ensure_ascii=False)
        f.write('\n')


main()
