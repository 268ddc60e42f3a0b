import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { classWords } from './school-grade.ts';
import type { Translate } from './use-language.ts';
import { chinese } from './zh/chinese.ts';

const language = i18next.createInstance({ lng: 'zh-CN', defaultNS: 'ui', resources: { 'zh-CN': chinese } });
await language.init();
const t = language.t as Translate;

describe('a class in words', () => {
  it.each([
    [7, '七年级(1)班', '七年级(1)班'],
    [7, '七（1）班', '七（1）班'],
    [7, '7(1)班', '7(1)班'],
    [7, '初一(3)班', '初一(3)班'],
    [10, '高一2班', '高一2班'],
    [7, '1班', '七年级 1班'],
    [7, '（1）班', '七年级 （1）班'],
    [1, '1班', '一年级 1班'],
    [1, '11班', '一年级 11班'],
    [7, '71班', '七年级 71班'],
    [7, '八（1）班', '七年级 八（1）班'],
  ])('of grade %i called %s is %s', (grade, className, words) => {
    expect(classWords({ grade, className }, t)).toBe(words);
  });
});
