/** Long forms in parts with headings: the order in which a talk goes, not the order of the schema. Pure. */
import type { EventType } from '../../../domain/events/registry.ts';

export type PartName = 'thoughts' | 'behaviour' | 'circumstances' | 'judgement' | 'people' | 'voices' | 'conclusion' | 'papers';
export type FormPart = { readonly name: PartName; readonly keys: readonly string[] };

export const formParts: Readonly<Partial<Record<EventType, readonly FormPart[]>>> = {
  risk_interview_held: [
    { name: 'thoughts', keys: ['ideation', 'frequency', 'duration', 'controllable'] },
    { name: 'behaviour', keys: ['preparation', 'farewell', 'means', 'behaviour', 'lethality', 'violenceRisk'] },
    { name: 'circumstances', keys: ['warningSigns', 'psychiatricState', 'commandHallucination', 'stressors', 'protectiveFactors', 'disclosed', 'sources'] },
    { name: 'judgement', keys: ['proposedGrade', 'immediateMeasures', 'secondAssessor', 'nextReviewOn'] },
  ],
  return_assessed: [
    { name: 'people', keys: ['group'] },
    { name: 'voices', keys: ['pupilInterview', 'who', 'guardianInterview', 'doctorOpinion', 'tests', 'functioning', 'opinions'] },
    { name: 'conclusion', keys: ['conclusion', 'until', 'arrangement', 'reason', 'reviewOn', 'appealTold'] },
    { name: 'papers', keys: ['documentId'] },
  ],
};
