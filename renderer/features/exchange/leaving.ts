/** Which papers may be chosen for a package, as the register would take them. Pure. */
import type { PaperSubject } from '../../../contract/documents.ts';

export type FieldProfile = 'named' | 'statistical';

/** Statistics take the papers of weeks alone; the list of what is overdue stays in the school. */
export function mayLeave(about: PaperSubject | undefined, profile: FieldProfile): boolean {
  return profile === 'statistical' ? about === 'week' : about !== 'list';
}
