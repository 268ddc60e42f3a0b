import { describe, expect, it } from 'vitest';
import { limits, sizeViolations } from './check-sizes.ts';

function lines(count: number): string {
  return 'call();\n'.repeat(count);
}

describe('sizes', () => {
  it('accept what is exactly at the limits', () => {
    const file = `function at(a, b, c) {\n${lines(limits.functionLines - 2)}}\n`;
    expect(sizeViolations('a.ts', file + lines(limits.fileLines - limits.functionLines))).toEqual([]);
  });

  it('refuse a file of one line more', () => {
    expect(sizeViolations('a.ts', lines(limits.fileLines + 1))).toEqual([{ name: '', line: 1, text: '301 lines, at most 300' }]);
  });

  it('refuse a function of one line more, by its name', () => {
    const body = `{\n${lines(limits.functionLines - 1)}}`;
    const text = `\nfunction first() ${body}\nconst second = () => ${body};\nconst object = { third() ${body} };`;
    expect(sizeViolations('a.ts', text).map((one) => [one.name, one.line])).toEqual([
      ['first', 2],
      ['second', 63],
      ['third', 124],
    ]);
  });

  it('refuse a fourth parameter, not counting this', () => {
    const text = 'function a(this: object, b: 1, c: 1, d: 1) {}\nconst e = (f: 1, g: 1, h: 1, { i }: { i: 1 }) => i;';
    expect(sizeViolations('a.ts', text)).toEqual([{ name: 'e', line: 2, text: 'e has 4 parameters, at most 3' }]);
  });

  it('let a test take a row of a table', () => {
    expect(sizeViolations('a.test.ts', "it.each(rows)('a', (b, c, d, e) => {});")).toEqual([]);
    expect(sizeViolations('a.test.ts', 'const f = (b, c, d, e) => {};')).toHaveLength(1);
  });

  it('let a group of tests be long', () => {
    const body = lines(limits.functionLines + 1);
    expect(sizeViolations('a.test.ts', `describe('a', () => {\n${body}});\ndescribe.each([])('b', () => {\n${body}});`)).toEqual([]);
  });
});
