/** Everything that the window says in Chinese. */
import { caseWork } from './case-work.ts';
import { duties } from './duties.ts';
import { documents } from './documents.ts';
import { errors } from './errors.ts';
import { events } from './events.ts';
import { fields } from './fields.ts';
import { imports } from './imports.ts';
import { frame } from './frame.ts';
import { officeWork } from './office-work.ts';
import { papers } from './papers.ts';
import { vocabulary } from './vocabulary.ts';
import { work } from './work.ts';

export const chinese = {
  ui: { ...frame, ...work, ...papers, ...duties, ...officeWork, ...caseWork, imports },
  errors,
  events,
  documents,
  vocabulary,
  fields,
} as const;
