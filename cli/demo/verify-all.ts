/** After the term: both registers prove themselves, and every file that left is checked again by the office that made it. */
import type { Output } from '../../contract/index.ts';
import type { RegisterKind } from '../../domain/vocabulary.ts';
import { filesUnder } from './artefacts.ts';
import { officeKinds } from './counts.ts';
import { documentPath, exchangePath, type World } from './world.ts';

type Verdict = Output<'register.verify'>;
export type FilesVerdict = { readonly checked: number; readonly signed: number; readonly failed: readonly string[] };
export type SentPackage = {
  readonly path: string;
  readonly kind: string;
  readonly from: RegisterKind;
  readonly to: RegisterKind;
  readonly sequence: number;
  readonly files: number;
};
export type PackagesVerdict = { readonly checked: number; readonly failed: readonly string[]; readonly sent: readonly SentPackage[] };
export type Verified = {
  readonly ok: boolean;
  readonly registers: Readonly<Record<RegisterKind, Verdict>>;
  readonly documents: FilesVerdict;
  readonly packages: PackagesVerdict;
};

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

async function verifyPackages(world: World): Promise<PackagesVerdict> {
  const { school, center } = world.desks;
  const files = (await filesUnder(exchangePath(world, ''))).filter((file) => file.endsWith('.age'));
  const failed: string[] = [];
  const sent: SentPackage[] = [];
  for (const file of files) {
    const atSchool = await school.ask('exchange.verify', { file });
    const atCenter = await center.ask('exchange.verify', { file });
    if (atSchool.direction === atCenter.direction || atSchool.manifestHash !== atCenter.manifestHash) failed.push(nameOf(file));
    const [from, to]: readonly [RegisterKind, RegisterKind] = atSchool.direction === 'out' ? ['school', 'center'] : ['center', 'school'];
    sent.push({ path: `exchange/${nameOf(file)}`, kind: atSchool.kind, from, to, sequence: atSchool.sequence, files: atSchool.files });
  }
  return { checked: files.length, failed, sent };
}

export async function verifyAll(world: World): Promise<Verified> {
  const { school, center } = world.desks;
  await school.seat('psych_teacher');
  await center.seat('center_head');
  const registers = { school: await school.ask('register.verify', {}), center: await center.ask('register.verify', {}) };
  const documents = await verifyDocuments(world);
  const packages = await verifyPackages(world);
  const ok = officeKinds.every((kind) => registers[kind].ok) && documents.failed.length === 0 && packages.failed.length === 0;
  return { ok, registers, documents, packages };
}
