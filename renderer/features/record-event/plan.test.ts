import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../domain/events/registry.ts';
import { contentOf, isPlanComplete, missingSections, planPayload, withText } from './plan.ts';

const { payload: schema, example } = definitionOf('plan_drafted');
const full = { ...example };

describe('the form of a plan', () => {
  it('finds the example complete and sends it as the schema wants it', () => {
    expect(isPlanComplete(full)).toBe(true);
    expect(schema.safeParse(planPayload(full)).success).toBe(true);
  });

  it('numbers emergency steps in their order and drops rows that say nothing', () => {
    const content = {
      ...contentOf(full),
      emergency: [
        { who: '班主任', action: '守护', phone: '' },
        { who: '心理教师', action: '', phone: '' },
        { who: '分管副校长', action: '通知家长', phone: '' },
      ],
    };
    const sent = contentOf(planPayload({ ...full, content }));
    expect(sent['emergency']).toEqual([
      { order: 1, who: '班主任', action: '守护', phone: '' },
      { order: 2, who: '分管副校长', action: '通知家长', phone: '' },
    ]);
  });

  it('names the section in which something is missing', () => {
    const content = withText(contentOf(full), { path: 'measures', key: 'safety' }, ' ');
    expect(missingSections(content)).toEqual(['measures']);
    expect(missingSections({ ...contentOf(full), team: [{ role: '班主任', name: '' }] })).toEqual(['team']);
  });
});
