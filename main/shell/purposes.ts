/** What a file may be chosen for: which dialog is shown, and which operations may then have it, under which key of their input. */
import type { OperationName } from '../../contract/index.ts';

export type Key = 'file' | 'target' | 'folder';

export type Purpose = {
  readonly key: Key;
  readonly mode: 'read' | 'write';
  readonly title: string;
  /** Extensions offered; none for folders. */
  readonly filters: readonly { readonly name: string; readonly extensions: readonly string[] }[];
  /** The one operation that the choice was made for uses the token up. */
  readonly spentBy: readonly OperationName[];
  /** Operations that only look (a preview before an import) leave it alive. */
  readonly seenBy: readonly OperationName[];
};

const anything = { name: '所有文件', extensions: ['*'] } as const;
const age = { name: '加密交换包', extensions: ['age'] } as const;
const card = { name: '单位名片', extensions: ['json'] } as const;
const rules = { name: '规则包', extensions: ['json'] } as const;
const calendar = { name: '校历', extensions: ['json', 'xlsx', 'csv'] } as const;

export const filePurposes = {
  import: {
    key: 'file',
    mode: 'read',
    title: '选择名册或量表结果',
    filters: [{ name: '表格', extensions: ['xlsx', 'csv', 'txt', 'xls'] }, anything],
    spentBy: ['imports.run'],
    seenBy: ['imports.inspect'],
  },
  package: { key: 'file', mode: 'read', title: '选择交换包', filters: [age, anything], spentBy: ['exchange.import'], seenBy: ['exchange.verify'] },
  // Looked at again when somebody has typed the fingerprint of a changed card.
  card: { key: 'file', mode: 'read', title: '选择对方单位的名片', filters: [card, anything], spentBy: [], seenBy: ['exchange.addPartner'] },
  rules: { key: 'file', mode: 'read', title: '选择规则包', filters: [rules, anything], spentBy: ['rules.activate'], seenBy: ['rules.simulate'] },
  // Looked at first, then taken by the same operation.
  calendar: { key: 'file', mode: 'read', title: '选择校历', filters: [calendar, anything], spentBy: [], seenBy: ['calendar.import'] },
  document: {
    key: 'file',
    mode: 'read',
    title: '选择要核验的文书',
    filters: [{ name: '文书', extensions: ['pdf', 'docx'] }, anything],
    spentBy: ['documents.verify'],
    seenBy: [],
  },
} as const satisfies Readonly<Record<string, Purpose>>;

export const targetPurposes = {
  document: { key: 'target', mode: 'write', title: '导出文书', filters: [anything], spentBy: ['documents.export'], seenBy: [] },
  package: { key: 'target', mode: 'write', title: '写出交换包', filters: [age, anything], spentBy: ['exchange.write'], seenBy: [] },
  card: { key: 'target', mode: 'write', title: '导出本单位名片', filters: [card, anything], spentBy: ['exchange.exportCard'], seenBy: [] },
  rules: { key: 'target', mode: 'write', title: '导出规则包', filters: [rules, anything], spentBy: ['rules.export'], seenBy: [] },
  calendar: { key: 'target', mode: 'write', title: '导出校历', filters: [calendar, anything], spentBy: ['calendar.export'], seenBy: [] },
  identity: {
    key: 'target',
    mode: 'write',
    title: '导出解密身份',
    filters: [{ name: '文本', extensions: ['txt'] }, anything],
    spentBy: ['exchange.exportIdentity'],
    seenBy: [],
  },
} as const satisfies Readonly<Record<string, Purpose>>;

export const folderPurposes = {
  'register-folder': {
    key: 'folder',
    mode: 'write',
    title: '选择档案库所在文件夹',
    filters: [],
    spentBy: ['register.create', 'session.unlock', 'session.recover'],
    seenBy: ['session.status'],
  },
} as const satisfies Readonly<Record<string, Purpose>>;

export const registerFolder: Purpose = folderPurposes['register-folder'];
