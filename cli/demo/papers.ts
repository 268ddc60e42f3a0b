/** Issuing papers and handing them out as files: docx and PDF, and for a signed one what proves the signature. */
import type { DocumentView } from '../../contract/cases.ts';
import { answersOf } from './answers.ts';
import type { Desk } from '../staged/desk.ts';
import type { PaperType } from './story.ts';
import { caseFile, documentPath, newId, type World } from './world.ts';

/** Issues a paper of the school about a story's case. A form to be signed is handed out when it is. */
export async function issuePaper(world: World, story: string, type: PaperType): Promise<DocumentView> {
  const desk = world.desks.school;
  const file = await caseFile(world, story, 'school');
  const issued = await desk.ask('documents.issue', { requestId: newId(world), type, caseId: file.summary.id, answers: answersOf(type, file) });
  if (issued.signRole === null) await handOut(world, desk, { document: issued, name: `${type}-${story}` });
  return issued;
}

type Handing = { readonly document: DocumentView; readonly name: string };

/** Writes docx and PDF into documents/. */
export async function handOut(world: World, desk: Desk, { document, name }: Handing): Promise<void> {
  for (const format of ['docx', 'pdf'] as const)
    await desk.ask('documents.export', { documentId: document.id, format, target: documentPath(world, `${name}.${format}`) });
}

/** Writes a signed document with its statement, signature and the signer's public key. */
export async function handOutSigned(world: World, desk: Desk, handing: Handing): Promise<void> {
  await handOut(world, desk, handing);
  const endings = { statement: 'statement.json', signature: 'statement.sig', publicKey: 'signer.pem' } as const;
  for (const format of ['statement', 'signature', 'publicKey'] as const) {
    await desk.ask('documents.export', { documentId: handing.document.id, format, target: documentPath(world, `${handing.name}.${endings[format]}`) });
  }
}

/** The vice principal opens what waits for a signature, looks at the PDF and signs what was looked at. */
export async function signQueue(world: World): Promise<void> {
  const desk = world.desks.school;
  for (const waiting of await desk.ask('signing.queue', {})) {
    const { view } = await desk.ask('documents.pdf', { documentId: waiting.id });
    world.outbox.push(await desk.ask('signing.sign', { documentId: view.id, pdfSha256: view.pdf.sha256, passphrase: desk.passphrase() }));
  }
}

/** The vice principal sends back the plan of a story that waits for a signature. */
export async function returnPlan(world: World, story: string, comment: string): Promise<void> {
  const desk = world.desks.school;
  const file = await caseFile(world, story, 'school');
  const waiting = (await desk.ask('signing.queue', {})).find((document) => document.caseId === file.summary.id);
  if (waiting === undefined) throw new Error(`the story ${story} has no plan to send back`);
  await desk.ask('signing.return', { documentId: waiting.id, comment });
}
