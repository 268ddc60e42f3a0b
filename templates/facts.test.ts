import { describe, expect, it } from 'vitest';
import type { FactsContext } from './context.ts';
import { Facts, resolveFacts } from './facts.ts';
import { loadTemplate } from './registry.ts';

const base: FactsContext = { office: { name: '青屿区实验中学' }, issue: { number: '青实中备案〔2026〕1号', date: '2026-09-14' } };

describe('resolveFacts', () => {
  it('names every required field that has no value, and only those', () => {
    const { gaps } = resolveFacts(loadTemplate('D09'), {
      ...base,
      week: { no: 4, from: '2026-09-21', to: '2026-09-27', kind: '零报告', counts: { r1: 0, r2: 0, r3: 0, r4: 0, total: 0, added: 0, raised: 0, lowered: 0 } },
    });
    expect(gaps.map((gap) => gap.field)).toEqual(['released', 'onLeave', 'selfHarm', 'attempts']);
  });

  it('takes the answer of the issuing person before the register', () => {
    const { facts } = resolveFacts(loadTemplate('D01'), { ...base, pupil: { name: '牛㛃', grade: '七年级' } }, { grade: '八年级', pupilName: '  ' });
    expect(facts.fields).toMatchObject({ pupilName: '牛㛃', grade: '八年级' });
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
