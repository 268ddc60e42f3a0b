/** After the term: both registers prove themselves, and every file that left is checked again by the office that made it. */
import type { Output } from '../../contract/index.ts';
import type { RegisterKind } from '../../domain/vocabulary.ts';
import { filesUnder } from './artefacts.ts';
import { officeKinds } from './counts.ts';
import { documentPath, exchangePath, type World } from './world.ts';

type Verdict = Output<'register.verify'>;
export type FilesVerdict = { readonly checked: number; readonly signed: number; readonly failed: readonly string[] };
export type Verified = { readonly ok: boolean; readonly registers: Readonly<Record<RegisterKind, Verdict>>; readonly documents: FilesVerdict; readonly packages: FilesVerdict };

/** The centre writes D01; everything else is the school's. */
function makerOf(file: string): RegisterKind {
  return file.includes('D01-') ? 'center' : 'school';
}

function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

async function verifyDocuments(world: World): Promise<FilesVerdict> {
  const files = (await filesUnder(documentPath(world, ''))).filter((file) => /\.(docx|pdf)$/.test(file));
  const failed: string[] = [];
  let signed = 0;
  for (const file of files) {
    const verdict = await world.desks[makerOf(nameOf(file))].ask('documents.verify', { file });
    const unsigned = verdict.view?.signRole !== null && verdict.signatures.length === 0;
    if (!verdict.known || unsigned || verdict.signatures.some((signature) => !signature.valid)) failed.push(nameOf(file));
    if (verdict.signatures.length > 0) signed += 1;
  }
  return { checked: files.length, signed, failed };
}

async function verifyPackages(world: World): Promise<FilesVerdict> {
  const files = (await filesUnder(exchangePath(world, ''))).filter((file) => file.endsWith('.age'));
  const failed: string[] = [];
  for (const file of files) {
    const sent = await world.desks.school.ask('exchange.verify', { file });
    const received = await world.desks.center.ask('exchange.verify', { file });
    if (sent.direction === received.direction || sent.manifestHash !== received.manifestHash) failed.push(nameOf(file));
  }
  return { checked: files.length, signed: files.length, failed };
}

export async function verifyAll(world: World): Promise<Verified> {
  const { school, center } = world.desks;
  const registers = { school: await school.ask('register.verify', {}), center: await center.ask('register.verify', {}) };
  const documents = await verifyDocuments(world);
  const packages = await verifyPackages(world);
  const ok = officeKinds.every((kind) => registers[kind].ok) && documents.failed.length === 0 && packages.failed.length === 0;
  return { ok, registers, documents, packages };
}
