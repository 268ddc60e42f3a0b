/** Packages between offices for tests: built, carried, taken. */
import { randomUUID } from 'node:crypto';
import type { Input, Output } from '../../contract/index.ts';
import { approveAndWrite, issue } from './case-work.ts';
import type { TestOffice } from './test-office.ts';

const keeper = { school: 'psych_teacher', center: 'center_counselor' } as const;
const leader = { school: 'vice_principal', center: 'center_head' } as const;
export type Kind = keyof typeof keeper;

/** An office with its people's usual logins. */
export type Side = { readonly office: TestOffice; readonly kind: Kind };

/** Input of a named submission. */
export function draft(partnerId: string, documentIds: readonly string[], change: Partial<Input<'exchange.build'>> = {}): Input<'exchange.build'> {
  return {
    requestId: randomUUID(),
    kind: 'submission',
    partnerId,
    documentIds: [...documentIds],
    purpose: '报送备案表',
    legalBasis: '闭环管理',
    fieldProfile: 'named',
    period: null,
    ...change,
  };
}

export async function officeIdOf(office: TestOffice): Promise<string> {
  return (await office.ask('office.profile', {})).officeId;
}

/** Builds, approves and writes a package; answers with its id and file. */
export async function send(
  from: Side,
  to: Side,
  documentIds: readonly string[],
  change: Partial<Input<'exchange.build'>> = {},
): Promise<{ readonly id: string; readonly file: string }> {
  await from.office.as(keeper[from.kind]);
  const kind = from.kind === 'school' ? 'submission' : 'letter';
  const { id } = await from.office.ask('exchange.build', draft(await officeIdOf(to.office), documentIds, { kind, ...change }));
  return { id, file: await approveAndWrite(from.office, id, { approver: leader[from.kind], name: `${id}.age` }) };
}

/** Reads a package and takes it. */
export async function take(at: Side, file: string, pupilId: string | null = null): Promise<Output<'exchange.accept'>> {
  await at.office.as(keeper[at.kind]);
  const { id } = await at.office.ask('exchange.import', { file });
  return at.office.ask('exchange.accept', { packageId: id, pupilId });
}

/** Carries the receipt of a taken package back. */
export async function answer(from: Side, to: Side, taken: Output<'exchange.accept'>): Promise<Output<'exchange.accept'>> {
  const receiptId = taken.receiptId ?? '';
  return take(to, await approveAndWrite(from.office, receiptId, { approver: leader[from.kind], name: `${receiptId}.age` }));
}

/** The 告知书 of a case at a centre, issued. */
export async function writtenLetter(center: Side, caseId: string): Promise<string> {
  await center.office.as(keeper[center.kind]);
  return (await issue(center.office, 'D01', caseId, { recipient: '示例初级中学', advice: ['安排专人陪伴。'], strategy: ['启动预案。'] })).id;
}
