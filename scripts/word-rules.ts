/** Words that must not occur, with the reason that a violation prints. */
export type WordRule = {
  readonly pattern: RegExp;
  /** `code`: comments are not read; `text`: everything is. Rules on code read program files only. */
  readonly where: 'code' | 'text';
  readonly except?: RegExp;
  readonly because: string;
};

/** These files spell the forbidden words out. */
export const unread = /^(scripts\/(word-rules|check-words\.test)\.ts|package-lock\.json)$/;

const anywhereButTheProgram = /(^(tests|bench|scripts|samples|cli\/demo|standin)[/-]|^cli\/demo|\.test\.tsx?$|^[^/]+\.config\.ts$)/;

export const wordRules: readonly WordRule[] = [
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, where: 'text', because: 'finish it, or leave it out' },
  { pattern: /(?<![\w.})\]*-])\/(work|tmp|root|home|Users)\//, where: 'text', because: 'a path of one machine' },
  {
    pattern: /\bregistry\.(npmjs|yarnpkg|npmmirror)\b|\bnpmmirror\.com\b|\blocalhost:4873\b/,
    where: 'text',
    because: 'a package registry is the business of the machine',
  },
  { pattern: /\bissue #?\d+\b/i, where: 'text', because: 'say what the matter is, not its number' },
  { pattern: /@ts-(ignore|nocheck)\b/, where: 'text', because: 'types are mended, not silenced' },
  { pattern: /@ts-expect-error\b/, where: 'text', except: /\.test\.tsx?$/, because: 'only a test may expect what does not compile' },
  { pattern: /\b(eslint|oxlint|tslint)-disable|\b(biome|prettier|oxfmt)-ignore\b/, where: 'text', because: 'rules are kept or changed, not silenced' },
  { pattern: /\bas any\b|:\s*any\b|<any\b|\bany\[\]/, where: 'code', because: 'use unknown, and parse' },
  { pattern: /^(export )?(default )?interface\b/m, where: 'code', because: 'write a type; an interface may be added to from anywhere' },
  { pattern: /\b(it|test|describe)\.(only|skip|todo|fixme)\b/, where: 'code', because: 'every test runs, always' },
  {
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\s*[(<\w])/,
    where: 'code',
    except: new RegExp(`^(main/register|renderer)/clock\\.ts$|${anywhereButTheProgram.source}`),
    because: 'the time is passed in; main/register/clock.ts and renderer/clock.ts read it',
  },
  {
    pattern: /\bMath\.random\b|\brandomUUID\b/,
    where: 'code',
    except: new RegExp(`^main/register/ids\\.ts$|${anywhereButTheProgram.source}`),
    because: 'ids are made in main/register/ids.ts, keys by node:crypto',
  },
];
