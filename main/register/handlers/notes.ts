import { sealedNotesOf } from '../../../db/queries/cases.ts';
import { userList } from '../../../db/queries/users.ts';
import { insertSealedNote } from '../../../db/stores/sealed-note-store.ts';
import { ownerRoles } from '../../../domain/permissions.ts';
import { ok } from '../../../domain/result.ts';
import type { Some } from '../context.ts';
import { decryptWithIdentity, encryptToRecipients } from '../crypto/age.ts';
import { textOf, utf8Of } from '../crypto/bytes.ts';

export const noteHandlers: Some<'notes.seal' | 'notes.list'> = {
  'notes.seal': async (context, input, tx) => {
    const counsellors = (await userList(tx)).filter((user) => user.disabledAt === null && ownerRoles.includes(user.role));
    const sealed = await encryptToRecipients(
      utf8Of(input.text),
      counsellors.map((user) => user.sealRecipient),
    );
    if (!sealed.ok) throw new Error('a note is far smaller than the limit');
    const noteId = context.newId();
    await insertSealedNote(tx, { id: noteId, caseId: input.caseId, writtenAt: context.now, writtenBy: context.session.user.id, ciphertext: sealed.value });
    context.subject(input.caseId);
    return ok({ noteId });
  },

  'notes.list': async (context, input, reader) => {
    context.subject(input.caseId);
    const names = new Map((await userList(reader)).map((user) => [user.id, user.displayName]));
    const notes = await sealedNotesOf(reader, input.caseId);
    return ok(
      await Promise.all(
        notes.map(async (note) => {
          // A note sealed before this person came is not theirs to read: it stays closed and says so.
          const opened = await decryptWithIdentity(note.ciphertext, context.session.keys.ageIdentity);
          return {
            noteId: note.id,
            writtenAt: note.writtenAt,
            writtenByName: names.get(note.writtenBy) ?? '',
            text: opened.ok ? (textOf(opened.value) ?? null) : null,
          };
        }),
      ),
    );
  },
};
