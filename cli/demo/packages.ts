/** How a package travels in the demo: built, looked through, approved by a leader, written, carried, taken, and its receipt carried back. */
import type { PackageView } from '../../contract/exchange.ts';
import type { Input, Output } from '../../contract/index.ts';
import type { z } from '../../domain/zod.ts';
import { PackageId, type CaseId } from '../../domain/ids.ts';
import type { Desk } from '../staged/desk.ts';
import { approverOf, keeperOf } from './offices.ts';
import { exchangePath, newId, type World } from './world.ts';

type View = z.infer<typeof PackageView>;
type Contents = Pick<Input<'exchange.build'>, 'kind' | 'documentIds' | 'caseIds' | 'purpose' | 'legalBasis' | 'period'>;
type Accepted = Output<'exchange.accept'>;

/** Builds the draft of a package to the other office of the demo. */
export async function draftPackage(world: World, from: Desk, contents: Contents): Promise<View> {
  const [partner] = await from.ask('exchange.partners', {});
  if (partner === undefined) throw new Error('the office has no partner yet');
  return from.ask('exchange.build', { requestId: newId(world), partnerId: partner.officeId, fieldProfile: 'named', ...contents });
}

/** A leader looks through what would leave, approves it and has it written. */
export async function sendPackage(world: World, from: Desk, of: { readonly packageId: PackageId; readonly name: string; readonly to: Desk }): Promise<string> {
  await from.seat(approverOf[from.kind]);
  const { view } = await from.ask('exchange.preview', { packageId: of.packageId });
  await from.ask('exchange.approve', { packageId: of.packageId, manifestHash: view.manifestHash, passphrase: from.passphrase() });
  const target = exchangePath(world, `${of.name}-to-${of.to.kind}.age`);
  await from.ask('exchange.write', { packageId: of.packageId, target });
  return target;
}

/** The keeper of the other office reads the stick into quarantine, checks it and takes it. */
export async function takePackage(to: Desk, file: string): Promise<Accepted> {
  await to.seat(keeperOf[to.kind]);
  const read = await to.ask('exchange.import', { file });
  if (read.findings.length > 0) throw new Error(`a package arrived with findings: ${read.findings.join(', ')}`);
  return to.ask('exchange.accept', { packageId: read.id });
}

export type Delivery = { readonly from: Desk; readonly to: Desk; readonly packageId: PackageId; readonly name: string };

/** There and back: package and receipt. Answers the receiver's cases. While one office works, the next person of the other sits down. */
export async function deliver(world: World, { from, to, packageId, name }: Delivery): Promise<readonly CaseId[]> {
  const file = await sendPackage(world, from, { packageId, name, to });
  const [accepted] = await Promise.all([takePackage(to, file), from.seat(keeperOf[from.kind])]);
  if (accepted.unmatched.length > 0 || accepted.receiptId === null) throw new Error('a package was not taken as a whole');
  const receipt = await sendPackage(world, to, { packageId: PackageId.parse(accepted.receiptId), name: `${name}-receipt`, to: from });
  await Promise.all([takePackage(from, receipt), to.seat(keeperOf[to.kind])]);
  return accepted.cases;
}
