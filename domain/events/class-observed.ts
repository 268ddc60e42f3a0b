/** 班主任观察 (D23): what a teacher of the class saw, in plain words and without judging. */
import { withSignal } from '../case-state.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { disclosed, longText, openStages, optionalText } from './fields.ts';

const Cue = z.enum([
  'attention_loss',
  'withdrawn',
  'mood_swings',
  'bodily_complaints',
  'score_drop',
  'conflict',
  'absence',
  'farewell_words',
  'self_harm_marks',
]);

export const classObserved = defineEvent({
  type: 'class_observed',
  version: 1,
  payload: z.strictObject({
    source: z.enum(['class_teacher', 'subject_teacher', 'tutor']),
    behaviour: longText,
    mood: optionalText,
    environment: optionalText,
    /** For how many days it has been so. */
    days: z.int().min(0).max(365),
    cues: z.array(Cue).max(9),
    action: optionalText,
    disclosed,
    urgent: z.boolean(),
  }),
  example: {
    source: 'class_teacher',
    behaviour: '课间独坐，午饭吃得很少。',
    mood: '话少，眼圈红。',
    environment: '上周与同桌争吵。',
    days: 5,
    cues: ['withdrawn', 'mood_swings'],
    action: '已单独谈话，请同桌陪伴。',
    disclosed: [],
    urgent: false,
  },
  recordedBy: ['class_teacher', 'psych_teacher', 'vice_principal'],
  registers: ['school'],
  stages: openStages,
  mayPrecedeOpening: true,
  documents: ['D23'],
  listing: { group: 'discovery', measure: '班主任观察' },
  confidential: ['disclosed'],
  correctable: ['behaviour', 'mood', 'environment', 'action', 'disclosed', 'happenedAt'],
  guard: () => null,
  apply: (state, { happenedAt, recordedAt, payload }) =>
    payload.urgent || payload.cues.some((cue) => cue === 'farewell_words' || cue === 'self_harm_marks') ? withSignal(state, { happenedAt, recordedAt }) : state,
});
