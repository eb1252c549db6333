import {
  longestPrinterName,
  policyEntries,
  versionsOfPolicy,
  type PolicyName,
  type PolicyValue,
} from '../../../shared/domain/policy-values.ts';
import type { Language } from '../../../shared/words/languages.ts';
import { speakers } from '../../../shared/words/speakers.ts';
import type { Translate } from '../../../shared/words/words.ts';

// Administrative templates for Group Policy and Intune, made from the list of values. The format is that of
// https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema.

const registryKey = 'Software\\Policies\\Borrow Desk';
const namespace = 'BorrowDesk.Policies';
const longestFolder = 1_000;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const head = '<?xml version="1.0" encoding="utf-8"?>';

/** The element of the ADMX that asks for a value. */
const elementOf = (name: PolicyName, facts: PolicyValue): readonly string[] => {
  const id = `id="${name}" valueName="${name}" required="true"`;
  switch (facts.kind) {
    case 'folder':
      return [`<text ${id} expandable="true" maxLength="${longestFolder}" />`];
    case 'printer':
      return [`<text ${id} maxLength="${longestPrinterName}" />`];
    case 'text':
      return [`<text ${id} maxLength="${facts.longest}" />`];
    case 'number':
      return [`<decimal ${id} minValue="${facts.least}" maxValue="${facts.most}" />`];
    case 'switches':
      return [`<multiText ${id} />`];
    case 'choice':
      return [
        `<enum ${id}>`,
        ...Object.keys(facts.choices).map(
          (choice) =>
            `  <item displayName="$(string.${name}_${choice})"><value><string>${choice}</string></value></item>`,
        ),
        '</enum>',
      ];
  }
};

const policyOf = ([name, facts]: readonly [PolicyName, PolicyValue]): readonly string[] => [
  `    <policy name="${name}" class="Machine" displayName="$(string.${name})" explainText="$(string.${name}_Explain)" presentation="$(presentation.${name})" key="${registryKey}">`,
  '      <parentCategory ref="BorrowDesk" />',
  '      <supportedOn ref="AnyVersion" />',
  '      <elements>',
  ...elementOf(name, facts).map((line) => `        ${line}`),
  '      </elements>',
  '    </policy>',
];

/** Returns the template: what there is to set, without words. */
export const admx = (): string =>
  [
    head,
    '<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    `  <policyNamespaces><target prefix="borrowdesk" namespace="${namespace}" /></policyNamespaces>`,
    '  <resources minRequiredRevision="1.0" />',
    '  <supportedOn><definitions>',
    '    <definition name="AnyVersion" displayName="$(string.AnyVersion)" />',
    '  </definitions></supportedOn>',
    '  <categories><category name="BorrowDesk" displayName="$(string.BorrowDesk)" /></categories>',
    '  <policies>',
    ...policyEntries.flatMap(policyOf),
    '  </policies>',
    '</policyDefinitions>',
    '',
  ].join('\n');

const stringsOf = (t: Translate, [name, facts]: readonly [PolicyName, PolicyValue]): readonly string[] => [
  `      <string id="${name}">${escaped(facts.label(t))}</string>`,
  `      <string id="${name}_Explain">${escaped(facts.explains(t))}</string>`,
  ...(facts.kind === 'choice'
    ? Object.entries(facts.choices).map(
        ([choice, label]) => `      <string id="${name}_${choice}">${escaped(label(t))}</string>`,
      )
    : []),
];

/** The control of a value in the editor of policies. */
const controlOf = (t: Translate, [name, facts]: readonly [PolicyName, PolicyValue]): string => {
  const label = escaped(facts.label(t));
  switch (facts.kind) {
    case 'choice':
      return `<dropdownList refId="${name}" noSort="true">${label}</dropdownList>`;
    case 'number':
      return `<decimalTextBox refId="${name}" defaultValue="${facts.begins}">${label} (${escaped(facts.unit(t))})</decimalTextBox>`;
    case 'switches':
      return `<multiTextBox refId="${name}" />`;
    default:
      return `<textBox refId="${name}"><label>${label}</label></textBox>`;
  }
};

/** Returns the words of the template in a language. */
export const adml = (language: Language): string => {
  const { t } = speakers[language];
  return [
    head,
    '<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    '  <displayName>Borrow Desk</displayName>',
    '  <description></description>',
    '  <resources>',
    '    <stringTable>',
    '      <string id="BorrowDesk">Borrow Desk</string>',
    `      <string id="AnyVersion">${escaped(versionsOfPolicy(t))}</string>`,
    ...policyEntries.flatMap((entry) => stringsOf(t, entry)),
    '    </stringTable>',
    '    <presentationTable>',
    ...policyEntries.map(
      (entry) => `      <presentation id="${entry[0]}">${controlOf(t, entry)}</presentation>`,
    ),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
    '',
  ].join('\n');
};

/** The folders of the languages, as Windows names them. */
export const admlFolders: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE', es: 'es-ES' };

/** What a value must be, as the guide says it. */
const mayBe = (facts: PolicyValue): string => {
  switch (facts.kind) {
    case 'folder':
      return 'an absolute path';
    case 'printer':
      return facts.orSystem ? 'a printer, `pdf` or `system`' : 'a printer or `pdf`';
    case 'choice':
      return Object.keys(facts.choices)
        .map((choice) => `\`${choice}\``)
        .join(', ');
    case 'number':
      return `${facts.least} to ${facts.most}`;
    case 'switches':
      return 'a list of names';
    case 'text':
      return `up to ${facts.longest} characters`;
  }
};

const registryTypes = {
  folder: 'REG_EXPAND_SZ',
  choice: 'REG_SZ',
  number: 'REG_DWORD',
  printer: 'REG_SZ',
  switches: 'REG_MULTI_SZ',
  text: 'REG_SZ',
} as const satisfies Record<PolicyValue['kind'], string>;

/** The program names each language in that language; the guide is in English. */
const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** What each choice means, as the guide says it. */
const meaningsOf = (t: Translate, [name, facts]: readonly [PolicyName, PolicyValue]): readonly string[] =>
  facts.kind === 'choice'
    ? Object.entries(facts.choices).map(([choice, label]) => {
        const language = name === 'Language' ? `${languageNames.of(choice)}, shown as ` : '';
        return `\`${choice}\`: ${language}${label(t)}.`;
      })
    : [];

/** Returns the table of all values for the guide, in Markdown. */
export const guideTable = (): string => {
  const { t } = speakers.en;
  const rows = policyEntries.map(([name, facts]) => [
    `\`${name}\``,
    mayBe(facts),
    registryTypes[facts.kind],
    [facts.explains(t), ...meaningsOf(t, [name, facts])].join(' '),
  ]);
  const all = [['name', 'value', 'registry', 'does'], ...rows];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  const [titles = [], ...body] = all;
  return [line(titles), line(['', '', '', ''], '-'), ...body.map((row) => line(row))].join('\n');
};
