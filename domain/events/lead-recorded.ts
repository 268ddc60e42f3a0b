/** 线索: somebody noticed something. The first event of every case. */
import { withSignal } from '../case-state.ts';
import { PupilId } from '../ids.ts';
import { leadIsSignal } from '../signals.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { optionalOwner } from './fields.ts';
import { leadCorrectable, leadParts } from './lead-parts.ts';

export const leadRecorded = defineEvent({
  type: 'lead_recorded',
  version: 2,
  payload: z.strictObject({
    pupilId: PupilId.meta({ widget: 'reference', of: 'pupil' }),
    ...leadParts,
    ownerId: optionalOwner,
  }),
  example: {
    pupilId: PupilId.parse('0198c5a0-0000-7000-8000-000000000001'),
    channel: 'class_teacher',
    reportedBy: '班主任',
    foundAt: '教室',
    summary: '近两周上课流泪，与同伴疏远，作业本上写有告别的话。',
    immediateDanger: false,
    crisisTypes: ['suicidal_ideation'],
    sourceRefs: [],
    ownerId: null,
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'class_teacher', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: 'none',
  documents: [],
  listing: { group: 'discovery', measure: null, offMenu: true },
  confidential: [],
  correctable: leadCorrectable,
  guard: () => null,
  apply: (state, { caseId, happenedAt, recordedAt, payload, recordedBy }) => {
    const opened = {
      ...state,
      caseId,
      pupilId: payload.pupilId,
      ownerId: payload.ownerId ?? recordedBy,
      channels: [payload.channel],
      crisisTypes: payload.crisisTypes,
      immediateDanger: payload.immediateDanger,
      openedAt: happenedAt,
      loopOpenedAt: happenedAt,
    };
    return leadIsSignal(payload) ? withSignal(opened, { happenedAt, recordedAt }) : opened;
  },
  upgrade: (payload) => ({ ...payload, ownerId: null }),
});
