import { describe, expect, it } from 'vitest';
import type { FactsContext } from './context.ts';
import { Facts, resolveFacts } from './facts.ts';
import { loadTemplate } from './registry.ts';

const base: FactsContext = { office: { name: '青屿区实验中学' }, issue: { number: '青实中备案〔2026〕1号', date: '2026-09-14' } };

describe('resolveFacts', () => {
  it('names every required field that has no value, and only those', () => {
    const { gaps } = resolveFacts(loadTemplate('D09'), {
      ...base,
      week: {
        no: 4,
        name: '第4周',
        from: '2026-09-21',
        to: '2026-09-27',
        kind: '零报告',
        counts: { r1: 0, r2: 0, r3: 0, r4: 0, total: 0, added: 0, raised: 0, lowered: 0 },
      },
    });
    expect(gaps.map((gap) => gap.field)).toEqual(['asOf', 'released', 'onLeave', 'selfHarm', 'attempts']);
  });

  it('takes the words of the issuing person before the proposal of the register', () => {
    const { facts, fixed } = resolveFacts(
      loadTemplate('D01'),
      { ...base, letter: { summary: '登记的话', workDone: '登记的事' } },
      { summary: '改过的话', workDone: '  ', recipient: '示例学校' },
    );
    expect([facts.fields, fixed]).toEqual([{ recipient: '示例学校', summary: '改过的话', workDone: '登记的事' }, []]);
  });

  it.each([
    ['the plan', 'D07', { plan: { overview: '预案原文' } }, { overview: 'x' }],
    ['a part of the plan that was left empty', 'D07', { plan: { overview: '预案原文' } }, { symptoms: 'x' }],
    ['the pupil', 'D07', { pupil: { name: '牛㛃' } }, { pupilName: '另一个孩子' }],
    ['the grade', 'D06', { case: { grade: '红色' } }, { riskGrade: '蓝色' }],
    ['a grade that nobody decided', 'D06', { case: {} }, { riskGrade: '蓝色' }],
    ['the number of the case', 'D06', { case: { caseNo: 'QP-2026-0001' } }, { caseNo: 'QP-2026-0002' }],
    ['a screening that nobody did', 'D06', {}, { screening: [{ instrument: 'x' }] }],
    ['a figure of the week', 'D09', { week: { counts: { total: 3 } } }, { total: 0 }],
    ['the day of issue', 'D06', {}, { reportedOn: '2026-01-01' }],
  ] as const)('does not take an answer over %s', (_, type, context, answers) => {
    const { facts, fixed } = resolveFacts(loadTemplate(type), { ...base, ...context }, answers);
    expect(fixed).toEqual(Object.keys(answers));
    expect(facts.fields).toEqual(resolveFacts(loadTemplate(type), { ...base, ...context }).facts.fields);
  });

  it('lets a person fill in what the register does not know, and send back what it does', () => {
    const context: FactsContext = { ...base, pupil: { name: '牛㛃', sex: '女' }, case: { crisisTypes: [] } };
    const answers = { pupilName: ' 牛㛃 ', sex: '女', address: '示例路1号', crisisTypes: ['自伤'] };
    const { facts, fixed, answerable } = resolveFacts(loadTemplate('D06'), context, answers);
    expect(fixed).toEqual([]);
    expect(facts.fields).toMatchObject({ pupilName: '牛㛃', sex: '女', address: '示例路1号', crisisTypes: '自伤' });
    expect(['pupilName', 'sex', 'address', 'crisisTypes', 'riskGrade', 'mood'].filter((id) => answerable.has(id))).toEqual(['address', 'crisisTypes', 'mood']);
  });

  it('keeps of a table only the columns that the document prints', () => {
    const { facts } = resolveFacts(loadTemplate('D06'), { ...base, guardians: [{ name: '牛𬀩', relation: '父亲', phone: '13800000001', attitude: '配合' }] });
    expect(facts.fields['guardians']).toEqual([{ name: '牛𬀩', relation: '父亲', phone: '13800000001' }]);
  });

  it.each([
    ['a choice that is not offered', 'D06', { reportKind: '急报' }],
    ['a date that is none', 'D06', { discoveredOn: '2026-02-30' }],
    ['a text over the limit', 'D06', { triggerEvent: '字'.repeat(50_000) }],
    ['an object where a text belongs', 'D06', { triggerEvent: { toString: 'x' } }],
    ['a table of texts', 'D06', { measuresTaken: ['一'] }],
    ['more rows than a document takes', 'D06', { measuresTaken: Array.from({ length: 501 }, () => ({ what: '一' })) }],
  ] as const)('reports %s as invalid', (_, type, answers) => {
    const { gaps } = resolveFacts(loadTemplate(type), base, answers);
    expect(gaps).toContainEqual(expect.objectContaining({ field: Object.keys(answers)[0], reason: 'invalid' }));
  });

  it('gives plain JSON that reads back as the same facts', () => {
    const { facts } = resolveFacts(loadTemplate('D01'), { ...base, letter: { advice: ['一', ' ', '二 '] } }, { contactName: '陆闻溪' });
    expect(Facts.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
    expect(facts.fields['advice']).toEqual(['一', '二']);
  });
});
