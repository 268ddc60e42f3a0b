import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTemplate } from './loader.ts';
import { documentTypes, loadTemplate } from './registry.ts';

const head = `---
id: D90
version: 1
title: 试用文书
kind: notice
series: 试
issuedBy: school
signers: [{ role: psych_teacher, label: 心理教师 }]
fields:
  - { id: pupilName, label: 姓名, type: text, required: true, source: pupil.name }
  - { id: hospital, label: 医院原文, type: long, source: case.hospital, hospital: true }
  - { id: team, label: 分工, type: table, source: plan.team, columns: [{ id: role, label: 角色 }, { id: name, label: 姓名 }] }
  - { id: advice, label: 建议, type: list, source: letter.advice }
---
`;

function faultsOf(body: string, front = head): readonly string[] {
  const checked = checkTemplate(`${front}${body}`);
  return checked.ok ? [] : checked.error.map((fault) => `${fault.code} ${fault.line} ${fault.detail}`);
}

const signed = '\n\n::signatures\n';

describe('checkTemplate', () => {
  it('takes a template with fields, directives and a signature', () => {
    const checked = checkTemplate(
      `${head}::letterhead\n\n# 情况\n\n**{{pupilName}}**同学：\n\n:::each{field=team}\n{{role}}：{{name}}\n:::\n\n:::when{field=advice}\n{{advice}}\n:::${signed}`,
    );
    expect(checked.ok && checked.value.body.map((block) => block.kind)).toEqual(['letterhead', 'heading', 'paragraph', 'each', 'when', 'signatures']);
  });

  it('takes the built-in templates, whose folders are named after their ids', () => {
    for (const type of documentTypes) expect(loadTemplate(type).id).toBe(type);
  });

  it('takes the template that the manual shows', () => {
    const manual = readFileSync(new URL('../docs/templates.md', import.meta.url), 'utf8');
    const shown = /(?:^(?: {4}.*)?\n)+/m.exec(manual.slice(manual.indexOf('    ---')))?.[0] ?? '';
    expect(checkTemplate(shown.replace(/^ {4}/gm, ''))).toMatchObject({ ok: true, value: { id: 'D02' } });
  });

  it.each([
    ['an unknown field', `{{pupil}}${signed}`, 'TEMPLATE_UNKNOWN_FIELD 15 pupil'],
    ['a field of a table outside of each', `{{role}}${signed}`, 'TEMPLATE_UNKNOWN_FIELD 15 role'],
    ['each over a text', `:::each{field=pupilName}\n{{item}}\n:::${signed}`, 'TEMPLATE_FIELD_TYPE 15 pupilName'],
    ['a table of a list', `::table{field=advice}${signed}`, 'TEMPLATE_FIELD_TYPE 15 advice'],
    ['an unknown directive', `::script{}${signed}`, 'TEMPLATE_UNKNOWN_DIRECTIVE 15 script'],
    ['a directive made by a half-width colon', `时间:foo${signed}`, 'TEMPLATE_UNKNOWN_DIRECTIVE 15 foo'],
    ['an unknown attribute', `::table{field=team width=3}${signed}`, 'TEMPLATE_DIRECTIVE_ARGUMENT 15 table width'],
    ['a missing attribute', `::table${signed}`, 'TEMPLATE_DIRECTIVE_ARGUMENT 15 table field'],
    ['a directive left open', `::signatures\n\n:::when{field=advice}\n文字`, 'TEMPLATE_UNCLOSED_DIRECTIVE 17 when'],
    ['a container written with two colons', `::when{field=advice}${signed}`, 'TEMPLATE_UNCLOSED_DIRECTIVE 15 when'],
    ['a closing fence without an opening one', `文字\n:::${signed}`, 'TEMPLATE_UNCLOSED_DIRECTIVE 15 :::'],
    ['open braces', `{{pupilName${signed}`, 'TEMPLATE_BRACES 15 {{ }}'],
    ['an expression in braces', `{{pupilName.length}}${signed}`, 'TEMPLATE_BRACES 15 {{ }}'],
    ['HTML', `<b>字</b>${signed}`, 'TEMPLATE_MARKUP 15 html'],
    ['a link', `[字](https://example.org)${signed}`, 'TEMPLATE_MARKUP 15 link'],
    ['an image', `![字](file:///etc/passwd)${signed}`, 'TEMPLATE_MARKUP 15 image'],
    ['no signature', '文字', 'TEMPLATE_NO_SIGNATURE 0 closing, signatures'],
    ['a signature that may be left out', ':::when{field=advice}\n::signatures\n:::', 'TEMPLATE_NO_SIGNATURE 0 closing, signatures'],
    ['a signature on the reply slip only', ':::reply\n::signatures\n:::', 'TEMPLATE_NO_SIGNATURE 0 closing, signatures'],
    ['a waiver', `如发生意外，与学校无关。${signed}`, 'TEMPLATE_WAIVER 15 与学校无关'],
    ['a waiver parted by bold', `后果**自负**。${signed}`, 'TEMPLATE_WAIVER 15 后果自负'],
    ['a waiver parted by a space', `学校概 不负责${signed}`, 'TEMPLATE_WAIVER 15 学校概不'],
    ['a diagnosis in the school’s words', `该生患有抑郁症。${signed}`, 'TEMPLATE_DIAGNOSIS 15 患有抑郁'],
  ])('refuses %s', (_, body, fault) => {
    expect(faultsOf(body)).toContain(fault);
  });

  it('lets hospital words stand in quotation marks', () => {
    expect(faultsOf(`医院病历记载“抑郁症”，{{hospital}}${signed}`)).toEqual([]);
  });

  it.each([
    ['text without front matter', '正文'],
    ['front matter that is not YAML', '---\na: [\n---\n'],
    ['an unknown key', head.replace('version: 1', 'version: 1\nscript: x')],
    ['a column list on a text', head.replace('type: text', 'type: text, columns: [{ id: a, label: 甲 }]')],
  ])('refuses %s', (_, text) => {
    const checked = checkTemplate(text);
    expect(!checked.ok && checked.error[0]?.code).toBe('TEMPLATE_FRONT_MATTER');
  });

  it.each([
    ['a source that the register does not give', 'source: pupil.name', 'source: pupil.idNumber', 'TEMPLATE_UNKNOWN_SOURCE 1 pupil.idNumber'],
    ['a source through the prototype', 'source: pupil.name', 'source: constructor', 'TEMPLATE_UNKNOWN_SOURCE 1 constructor'],
    ['the same field twice', 'id: hospital', 'id: pupilName', 'TEMPLATE_DUPLICATE_FIELD 1 pupilName'],
  ])('refuses %s', (_, from, to, fault) => {
    expect(faultsOf(signed, head.replace(from, to))).toContain(fault);
  });

  it('refuses an alias bomb and a file over the size limit without reading on', () => {
    const bomb = `---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n`;
    expect(checkTemplate(bomb).ok).toBe(false);
    const large = checkTemplate('字'.repeat(200_000));
    expect(!large.ok && large.error[0]?.code).toBe('TEMPLATE_TOO_LARGE');
  });

  it('reads files with a byte order mark and Windows line ends', () => {
    const text = readFileSync(new URL('D01/template.md', import.meta.url), 'utf8');
    const checked = checkTemplate(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect(checked.ok && checked.value.body).toEqual(loadTemplate('D01').body);
  });
});
