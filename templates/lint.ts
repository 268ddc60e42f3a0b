/** Rules that every template obeys, whoever wrote it. */
import type { Block, Pieces } from './body.ts';
import { sourcePaths } from './context.ts';
import type { TemplateFault, TemplateFaultCode } from './faults.ts';
import type { Template } from './template.ts';

/**
 * A school that made families sign "nothing to do with the school" was made to withdraw it; such words have no legal force and
 * drive families away from help. No document of this program carries them.
 */
const waivers = [
  '与学校无关',
  '学校概不',
  '后果自负',
  '责任自负',
  '风险自负',
  '自行承担',
  '免责',
  '概不负责',
  '不承担任何责任',
  '不承担责任',
  '放弃追究',
  '不予追究',
];
/** The school observes and refers; only a hospital diagnoses (精神卫生法 art. 29). Quoted hospital words stand in quotation marks. */
const diagnoses = /(?:诊断为|确诊|患有)(?:[^，。；]{0,8})?(?:抑郁|焦虑症|双相|精神分裂|精神病|障碍)|(?:抑郁症|双相情感障碍|精神分裂症|精神病患者)/;
const quoted = /[“「『][^”」』]*[”」』]/g;

type Scope = { readonly template: Template; readonly known: ReadonlySet<string>; readonly faults: TemplateFault[] };

/** Every rule broken by a parsed template. */
export function lintTemplate(template: Template): readonly TemplateFault[] {
  const faults: TemplateFault[] = [];
  lintFields(template, faults);
  const known = new Set(template.fields.map((field) => field.id));
  for (const block of template.body) lintBlock(block, { template, known, faults });
  if (!hasSignature(template.body)) faults.push({ code: 'TEMPLATE_NO_SIGNATURE', line: 0, detail: 'closing, signatures' });
  for (const text of [template.title, template.secrecy, ...template.legalBasis, ...template.signers.map((signer) => signer.label)]) lintWords(text, 1, faults);
  return faults;
}

function lintFields(template: Template, faults: TemplateFault[]): void {
  const seen = new Set<string>();
  for (const field of template.fields) {
    const add = (code: TemplateFaultCode, detail: string): void => void faults.push({ code, line: 1, detail });
    if (seen.has(field.id)) add('TEMPLATE_DUPLICATE_FIELD', field.id);
    seen.add(field.id);
    if (field.source !== 'ask' && !sourcePaths.has(field.source)) add('TEMPLATE_UNKNOWN_SOURCE', field.source);
    for (const text of [field.label, ...(field.options ?? []), ...(field.columns ?? []).map((column) => column.label)])
      (field.hospital ? lintWaivers : lintWords)(text, 1, faults);
  }
}

function lintBlock(block: Block, scope: Scope): void {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return lintPieces(block.pieces, block.line, scope);
    case 'list':
      return block.items.forEach((item) => lintPieces(item, block.line, scope));
    case 'grid':
      for (const cell of block.rows.flat()) {
        lintWords(cell.label, block.line, scope.faults);
        lintPieces(cell.pieces, block.line, scope);
      }
      return;
    case 'table':
      return lintReference(block.field, block.line, { ...scope, types: ['table'] });
    case 'when':
      lintReference(block.field, block.line, scope);
      return block.children.forEach((child) => lintBlock(child, scope));
    case 'each': {
      lintReference(block.field, block.line, { ...scope, types: ['table', 'list'] });
      const field = scope.template.fields.find((one) => one.id === block.field);
      const inner = new Set([...scope.known, 'item', ...(field?.columns ?? []).map((column) => column.id)]);
      return block.children.forEach((child) => lintBlock(child, { ...scope, known: inner }));
    }
    case 'reply':
      lintWords(block.title, block.line, scope.faults);
      return block.children.forEach((child) => lintBlock(child, scope));
    case 'keep':
      return block.children.forEach((child) => lintBlock(child, scope));
    case 'signatures':
      return lintWords(block.seal, block.line, scope.faults);
    case 'letterhead':
    case 'closing':
    case 'pageBreak':
      return;
    default:
      block satisfies never;
  }
}

function lintReference(id: string, line: number, scope: Scope & { readonly types?: readonly string[] }): void {
  if (!scope.known.has(id)) {
    scope.faults.push({ code: 'TEMPLATE_UNKNOWN_FIELD', line, detail: id });
    return;
  }
  const field = scope.template.fields.find((one) => one.id === id);
  if (scope.types !== undefined && field !== undefined && !scope.types.includes(field.type))
    scope.faults.push({ code: 'TEMPLATE_FIELD_TYPE', line, detail: id });
}

function lintPieces(pieces: Pieces, line: number, scope: Scope): void {
  for (const piece of pieces) if (piece.kind === 'field') lintReference(piece.id, piece.line, scope);
  // Joined, so that a sentence with bold words in it is read as one.
  lintWords(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '□')).join(''), line, scope.faults);
}

function lintWords(text: string, line: number, faults: TemplateFault[]): void {
  lintWaivers(text, line, faults);
  lintDiagnoses(text, line, faults);
}

function lintWaivers(text: string, line: number, faults: TemplateFault[]): void {
  const bare = text.replace(/\s/g, '');
  for (const waiver of waivers) if (bare.includes(waiver)) faults.push({ code: 'TEMPLATE_WAIVER', line, detail: waiver });
}

function lintDiagnoses(text: string, line: number, faults: TemplateFault[]): void {
  const found = diagnoses.exec(text.replace(/\s/g, '').replace(quoted, ''));
  if (found !== null) faults.push({ code: 'TEMPLATE_DIAGNOSIS', line, detail: found[0] });
}

function hasSignature(blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    if (block.kind === 'closing' || block.kind === 'signatures') return true;
    // A signature on the reply slip is the recipient's, and one under a condition may be missing.
    return block.kind === 'keep' && hasSignature(block.children);
  });
}
