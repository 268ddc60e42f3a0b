/** docs/codes.md: what the codes of the command line are called on the screens. Written from the words, read by those who have no window. */
import { expect, it } from 'vitest';
import { eventDefinitions } from '../../domain/events/registry.ts';
import { ledgerKinds } from '../../domain/ledger/registry.ts';
import { english } from './en/english.ts';
import { chinese } from './zh/chinese.ts';

type Words = Readonly<Record<string, string>>;

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}

function bothWords(codes: readonly string[], zh: Words, en: Words): readonly (readonly string[])[] {
  return codes.map((code) => [`\`${code}\``, zh[code] ?? '', en[code] ?? '']);
}

const page = `# Codes

What the codes of the [command line](command-line.md) are called on the screens. Written from the words of the program:
\`vitest run renderer/i18n/codes.test.ts -u\`.

## Entries of a case

${table(
  ['code', '中文', 'English', 'group'],
  eventDefinitions.map(({ type, listing }) => [`\`${type}\``, chinese.events[type], english.events[type], listing.group]),
)}

## Entries of the office ledger

${table(['code', '中文', 'English'], bothWords(ledgerKinds, chinese.ui.ledger.kind, english.ui.ledger.kind))}

## Refusals

${table(['code', '中文', 'English'], bothWords(Object.keys(chinese.errors), chinese.errors, english.errors))}

## Choices

${table(['code', '中文', 'English'], bothWords(Object.keys(chinese.fields.choice), chinese.fields.choice, english.fields.choice))}
`;

it('the page of codes is what the screens say', async () => {
  expect(page).not.toContain('|  |');
  await expect(page).toMatchFileSnapshot('../../docs/codes.md');
});
