/** What is filled in before a register is made. */
import type { OfficeProfile } from '../../../contract/shapes.ts';
import { dateOf, mondayOf } from '../../../domain/time.ts';
import type { RegisterKind } from '../../../domain/vocabulary.ts';
import type { Chosen } from '../../api/shell.ts';
import { readClock } from '../../clock.ts';

export type Draft = {
  readonly folder: Chosen | null;
  readonly kind: RegisterKind;
  readonly office: OfficeProfile;
  readonly admin: { readonly login: string; readonly displayName: string };
  readonly passphrase: string;
  readonly again: string;
};

/** A draft for this week's term. */
export function emptyDraft(): Draft {
  return {
    folder: null,
    kind: 'school',
    office: {
      name: '',
      code: '',
      address: '',
      phone: '',
      hotline: '',
      principal: '',
      centerName: '',
      centerPhone: '',
      minorOffice: '',
      termStart: mondayOf(dateOf(readClock())),
    },
    admin: { login: 'admin', displayName: '' },
    passphrase: '',
    again: '',
  };
}

export const steps = ['folder', 'office', 'admin', 'code'] as const;

/** Whether the step holds what the next one needs. */
export function isReady(step: number, draft: Draft): boolean {
  if (step === 0) return draft.folder !== null;
  if (step === 1) return draft.office.name.trim() !== '' && /^[A-Z0-9]{2,12}$/.test(draft.office.code);
  return (
    draft.admin.displayName.trim() !== '' && /^[a-z][a-z0-9._-]{1,31}$/.test(draft.admin.login) && draft.passphrase !== '' && draft.passphrase === draft.again
  );
}
