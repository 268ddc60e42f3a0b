import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionOf } from './events/registry.ts';
import { PlanContent } from './plan.ts';
import { planDifferences } from './plan-differences.ts';
import { textDifferences } from './text-differences.ts';

const content = PlanContent.parse(definitionOf('plan_drafted').example['content']);

describe('differences between versions of a plan', () => {
  it('are none between a version and itself', () => {
    expect(planDifferences(content, content)).toEqual([]);
  });

  it('name the place and mark the sentence that was added', () => {
    const next = { ...content, measures: { ...content.measures, safety: `${content.measures.safety}午休由值班教师陪伴。` } };
    expect(planDifferences(content, next)).toEqual([
      {
        path: 'measures.safety',
        parts: [
          { kind: 'same', text: content.measures.safety },
          { kind: 'added', text: '午休由值班教师陪伴。' },
        ],
      },
    ]);
  });

  it('mark a row that was taken out of a table', () => {
    const next = { ...content, team: [...content.team, { role: '班主任', name: '陆老师', phone: '', duty: '每日观察', frequency: '每天', deputy: '' }] };
    const [difference] = planDifferences(next, content);
    expect(difference).toMatchObject({ path: 'team', parts: [{ kind: 'same' }, { kind: 'removed', text: '班主任 · 陆老师 · 每日观察 · 每天' }] });
  });
});

describe('differences between texts', () => {
  const text = fc.string({ unit: fc.constantFrom('甲', '乙', '。', '；', '\n', 'a', ' ') });

  it('give back both texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = textDifferences(before, after);
        const without = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
      }),
    );
  });

  it('are a single same part for equal texts', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(textDifferences(one, one).filter((part) => part.kind !== 'same')).toEqual([]);
      }),
    );
  });
});
