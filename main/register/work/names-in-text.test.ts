import { describe, expect, it } from 'vitest';
import { holdsName, textsIn } from './names-in-text.ts';

describe('names in a text', () => {
  it('are found however they are spaced, and not by one character', () => {
    expect(holdsName(['本周张 三缺课'], ['张三'])).toBe(true);
    expect(holdsName(['阿依古丽・买买提已返校'], ['阿依古丽·买买提'])).toBe(true);
    expect(holdsName(['本周无新增'], ['张三', '本'])).toBe(false);
  });

  it('are looked for in every text of a value', () => {
    expect(textsIn({ remark: 'a', counts: { n: 1, lines: [{ text: 'b' }, null] } })).toEqual(['a', 'b']);
  });
});
