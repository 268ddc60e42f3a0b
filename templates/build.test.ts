import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { buildDocument } from './build.ts';
import { type FactsContext } from './context.ts';
import { resolveFacts } from './facts.ts';
import { checkTemplate } from './loader.ts';
import { docxText, pdfPages } from './render/read-back.test-support.ts';
import { renderHtml } from './render/html.ts';
import { createRenderer } from './render/render.ts';
import { renderText } from './render/text.ts';
import type { Template } from './template.ts';

function templateOf(body: string): Template {
  const checked = checkTemplate(`---
id: D90
version: 3
title: 试用文书
kind: form
series: 试
issuedBy: school
signers: [{ role: psych_teacher, label: 心理教师 }]
fields:
  - { id: name, label: 姓名, type: text, required: true, source: pupil.name }
  - { id: story, label: 经过, type: long, source: case.summary }
  - { id: steps, label: 措施, type: table, source: case.measuresTaken, columns: [{ id: what, label: 措施, share: 4 }, { id: who, label: 责任人 }] }
  - { id: kinds, label: 类型, type: list, source: case.crisisTypes }
---
${body}

::signatures
`);
  if (!checked.ok) throw new Error(checked.error[0]?.code);
  return checked.value;
}

const base: FactsContext = { office: { name: '青屿区实验中学' }, issue: { number: '青实中试〔2026〕1号', date: '2026-09-04' } };

function build(body: string, context: Partial<FactsContext>, draft = false) {
  const template = templateOf(body);
  return buildDocument(template, resolveFacts(template, { ...base, ...context }).facts, { draft });
}

function textOf(body: string, context: Partial<FactsContext>): string {
  const built = build(body, context);
  return built.ok ? renderText(built.value) : built.error.code;
}

const renderer = createRenderer();
const named: Partial<FactsContext> = { pupil: { name: '牛㛃' } };

describe('buildDocument', () => {
  it('marks in a draft what is missing, and issues nothing with gaps', () => {
    const draft = build('{{name}}同学', {}, true);
    expect(draft.ok && renderText(draft.value)).toContain('【草稿　尚未签发　不得外传】\n【待填：姓名】同学');
    expect(build('{{name}}同学', {})).toEqual({ ok: false, error: { code: 'DOCUMENT_GAPS', gaps: [{ field: 'name', label: '姓名', reason: 'missing' }] } });
  });

  it('refuses facts of another version of the template', () => {
    const template = templateOf('{{name}}');
    const { facts } = resolveFacts(template, { ...base, ...named });
    expect(buildDocument({ ...template, version: 4 }, facts, { draft: true })).toEqual({ ok: false, error: { code: 'DOCUMENT_TEMPLATE_MISMATCH' } });
  });

  it('numbers headings, and starts the lower level again', () => {
    expect(textOf('# 甲\n\n## 乙\n\n## 丙\n\n# 丁\n\n## 戊', named)).toContain('一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊');
  });

  it('shows parts under conditions, rows of tables and items of lists', () => {
    const body =
      '::::when{field=steps}\n:::each{field=steps}\n{{what}}（{{who}}）\n:::\n::::\n\n:::when{field=story not}\n没有经过\n:::\n\n:::when{field=kinds is=自伤}\n有自伤\n:::\n\n{{kinds}}';
    const text = textOf(body, { ...named, case: { measuresTaken: [{ what: '看护', who: '乔' }, { what: '家访' }], crisisTypes: ['自伤', '其他'] } });
    expect(text).toContain('看护（乔）\n家访（）\n没有经过\n有自伤\n1.自伤\n2.其他\n');
  });

  it.each([['\u0000'], ['\u001B'], ['\u202E'], ['\u200B'], ['\u2028'], ['\uFFFE'], ['\uFFFF'], ['\uD800'], ['\u{1FFFE}'], ['\u{E0041}']])(
    'refuses the character %j that hides or reorders text',
    (character) => {
      const built = build('{{name}}', { pupil: { name: `牛${character}㛃` } });
      expect(built).toEqual({ ok: false, error: { code: 'DOCUMENT_FORBIDDEN_CHARACTER', codePoint: expect.stringMatching(/^U\+[0-9A-F]{4,6}$/) } });
    },
  );

  it('keeps whatever a value holds as text', () => {
    const printable = fc.string({
      unit: fc.constantFrom('*', '_', '#', '{', '}', ':', '|', '<', '>', '&', '"', '`', '[', ']', '(', '\\', '/', '-', '字', '{{story}}', '</w:t>', '<script>'),
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(printable, (name) => {
        const built = build('# {{name}}\n\n:::grid\n- {{name}}\n:::', { pupil: { name } });
        if (!built.ok) throw new Error(built.error.code);
        expect(renderText(built.value)).toContain(`一、${name}\n姓名\t${name}\n`);
        expect(renderHtml(built.value)).not.toMatch(/<script|<\/w:t>/);
      }),
    );
  });
});

describe('hostile facts', { timeout: 60_000 }, () => {
  async function readBack(body: string, context: Partial<FactsContext>) {
    const built = build(body, context);
    if (!built.ok) return built.error.code;
    const rendered = await renderer.renderDocument(built.value);
    if (!rendered.ok) return `${rendered.error.code} ${'codePoint' in rendered.error ? rendered.error.codePoint : ''}`;
    return { word: docxText(rendered.value.docx), pdf: pdfPages(rendered.value.pdf) };
  }

  it.each(['<b>&amp;</b>', '{{name}} :::when', '</w:t></w:r><w:br/>', '阿依古丽·买买提', '马𬭎䶮牛㛃乔𫖯牛𬀩温𠅤', '𪚥𠮷𰻝', 'Zoë Müller'])(
    'prints the name %j in both files, letter by letter',
    async (name) => {
      const read = await readBack('{{name}}\n\n:::grid\n- {{name}}\n:::\n\n# {{name}}', { pupil: { name } });
      if (typeof read === 'string') throw new Error(read);
      const bare = name.replace(/\s/g, '');
      expect(read.word.replace(/\s/g, '').split(bare)).toHaveLength(4);
      expect(read.pdf.join('').replace(/\s/g, '').split(bare)).toHaveLength(4);
    },
  );

  it.each([
    ['an emoji', '牛🐂', 'U+1F402'],
    ['Arabic', 'ئايگۈل', 'U+0626'],
    ['a private character', '\uE000', 'U+E000'],
    ['a variation selector', '葛\u{E0100}', 'U+E0100'],
  ])('names the character of %s that no face has', async (_, name, codePoint) => {
    expect(await readBack('{{name}}', { pupil: { name } })).toBe(`FONT_MISSING_CHARACTER ${codePoint}`);
  });

  it('sets a text of 20,000 characters in a form over many pages', async () => {
    const summary = '长文一二三四五六七八九十。'.repeat(1_538);
    const read = await readBack(':::grid\n- {{story}}\n:::', { ...named, case: { summary } });
    if (typeof read === 'string') throw new Error(read);
    expect(read.word).toContain(summary);
    expect(read.pdf.length).toBeGreaterThan(10);
    expect(read.pdf.join('').replaceAll('\n', '').split('长文').length).toBe(1_539);
  });

  it('repeats the head of a table of 300 rows on every page', async () => {
    const measuresTaken = Array.from({ length: 300 }, (_, index) => ({ what: `第${index + 1}次谈话`, who: '林栖迟' }));
    const read = await readBack('{{name}}\n\n::table{field=steps}', { ...named, case: { measuresTaken } });
    if (typeof read === 'string') throw new Error(read);
    expect(read.word).toContain('第300次谈话');
    const pages = read.pdf.filter((page) => page.includes('次谈话'));
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page.replace(/\s/g, '')).toContain('措施责任人');
  });
});
