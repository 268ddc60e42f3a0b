/** 保密例外: what a counsellor heard was passed on, on one of five grounds, to named people and no more than was needed (dossier §6.6). */
import { ConfidentialityGround } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, counsellorRoles, longText, openStages, people } from './fields.ts';

export const confidentialityExceptionMade = defineEvent({
  type: 'confidentiality_exception_made',
  version: 1,
  payload: z.strictObject({
    ground: ConfidentialityGround,
    what: longText,
    to: people.min(1),
    decidedBy: people.min(1),
    /** Why no more than this was said. */
    minimum: longText,
    pupilTold: z.enum(['before', 'after', 'not_yet', 'not_possible']),
  }),
  example: {
    ground: 'danger_to_self',
    what: '自杀意念及已备药物。',
    to: ['欧阳先生'],
    decidedBy: ['沈老师', '周副校长'],
    minimum: '只说明危险与看护要求，未转述辅导中谈到的家庭矛盾。',
    pupilTold: 'before',
  },
  recordedBy: [...counsellorRoles, 'vice_principal'],
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'notice', measure: null },
  confidential: ['what', 'minimum'],
  correctable: ['what', 'to', 'decidedBy', 'minimum', 'happenedAt'],
  guard: () => null,
  apply: (state) => state,
});
