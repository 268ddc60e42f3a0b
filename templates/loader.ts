/** Reads a template from its text. A template is data: it comes in as text, is checked, and never runs. */
import { parseDocument, visit } from 'yaml';
import { type Result, fail, ok } from '../domain/result.ts';
import { parseBody } from './body.ts';
import { lintTemplate } from './lint.ts';
import type { TemplateFault } from './faults.ts';
import { FrontMatter, type Template } from './template.ts';

const largest = 128 * 1024;

/**
 * The template, or every fault found. Accepted templates name no unknown field, source or directive, carry a signature, and
 * hold neither waivers nor diagnoses in the school's own words (`lint.ts`).
 */
export function checkTemplate(text: string): Result<Template, readonly TemplateFault[]> {
  if (text.length > largest) return fail([{ code: 'TEMPLATE_TOO_LARGE', line: 0, detail: `${largest}` }]);
  const parts = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  if (parts === null) return fail([{ code: 'TEMPLATE_FRONT_MATTER', line: 1, detail: '---' }]);
  const [, head = '', body = ''] = parts;
  const front = readFrontMatter(head);
  if (!front.ok) return front;
  const { blocks, faults } = parseBody(body, head.split('\n').length + 2);
  const template: Template = { ...front.value, body: blocks };
  const all = [...faults, ...lintTemplate(template)];
  return all.length === 0 ? ok(template) : fail(all);
}

function readFrontMatter(head: string): Result<FrontMatter, readonly TemplateFault[]> {
  const yaml = parseDocument(head, { schema: 'core' });
  const [wrong] = yaml.errors;
  if (wrong !== undefined) return fail([{ code: 'TEMPLATE_FRONT_MATTER', line: (wrong.linePos?.[0].line ?? 0) + 1, detail: wrong.code }]);
  let aliased = false;
  visit(yaml, {
    Alias() {
      aliased = true;
      return visit.BREAK;
    },
  });
  // Aliases of aliases grow without bound, and no template needs one.
  if (aliased) return fail([{ code: 'TEMPLATE_FRONT_MATTER', line: 1, detail: '*' }]);
  const parsed = FrontMatter.safeParse(yaml.toJS());
  if (parsed.success) return ok(parsed.data);
  return fail(parsed.error.issues.map((issue) => ({ code: 'TEMPLATE_FRONT_MATTER' as const, line: 1, detail: `${issue.path.join('.')}: ${issue.message}` })));
}
