/** A school with a filed case and its district centre, which know each other. */
import { readFile } from 'node:fs/promises';
import type { DocumentView } from '../../contract/cases.ts';
import type { Input } from '../../contract/index.ts';
import type { CaseSummary } from '../../contract/shapes.ts';
import { approveAndWrite, codeOf, introduce, issue, judgedCase } from './case-work.ts';
import { draft } from './exchange-work.ts';
import { identityIn } from './packages.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from './test-office.ts';

export type DraftChange = Partial<Input<'exchange.build'>>;

/** Name, number and class of the pupil, and the guardian: what a statistical package must not hold. */
export const pairSecrets = { name: '欧阳示例', studentNo: 'S-700' } as const;

export type Pair = {
  readonly school: TestOffice;
  readonly center: TestOffice;
  readonly known: CaseSummary;
  /** The case's 备案表. */
  readonly filing: DocumentView;
  readonly schoolId: string;
  /** The centre's own age identity and its public half. */
  readonly identity: string;
  readonly recipient: string;
  /** Input of a submission of the filing to the centre. */
  readonly draftOf: (change?: DraftChange) => Input<'exchange.build'>;
  /** Builds it as the school's counsellor. */
  readonly build: (office?: Pick<TestOffice, 'ask' | 'as'>, change?: DraftChange) => Promise<{ readonly id: string }>;
  /** Built, approved and written; answers with its path. */
  readonly submission: (file: string, change?: DraftChange) => Promise<string>;
  /** `ok`, or why the centre does not take the file. */
  readonly importing: (file: string) => Promise<string>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export async function openPair(): Promise<Pair> {
  const school = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
  const center = await openTestOffice('center', ['center_counselor', 'center_head']);
  await introduce(school, center);
  school.setClock(moment(1, 12));
  center.setClock(moment(2, 9));
  await school.as('psych_teacher');
  const known = await judgedCase(school, pairSecrets, moment(1, 10));
  const filing = await issue(school, 'D06', known.id);
  const centerId = (await school.ask('exchange.partners', {}))[0]?.officeId ?? '';
  const schoolId = (await center.ask('exchange.partners', {}))[0]?.officeId ?? '';
  await center.as('center_head');
  const { recipient } = await center.ask('exchange.exportIdentity', { target: center.path('identity.txt'), passphrase: passphraseOf('center_head') });
  const identity = identityIn(await readFile(center.path('identity.txt'), 'utf8'));
  const draftOf: Pair['draftOf'] = (change) => draft(centerId, [filing.id], change);
  const build: Pair['build'] = async (office = school, change = {}) => {
    await office.as('psych_teacher');
    return office.ask('exchange.build', draftOf(change));
  };
  const submission: Pair['submission'] = async (file, change) =>
    approveAndWrite(school, (await build(school, change)).id, { approver: 'vice_principal', name: file });
  return {
    school,
    center,
    known,
    filing,
    schoolId,
    identity,
    recipient,
    draftOf,
    build,
    submission,
    importing: (file) => codeOf(center, 'exchange.import', { file }),
    [Symbol.asyncDispose]: async () => {
      await school[Symbol.asyncDispose]();
      await center[Symbol.asyncDispose]();
    },
  };
}
