/** Cases of a school as they run, entry by entry, for measuring: what a small register of the real program records, and a large one repeats. */
import type { Payload } from '../domain/events/define-event.ts';
import { definitionOf, type EventType } from '../domain/events/registry.ts';

/** Counsellors of the register: each keeps sixty open cases of three thousand, twice what one can care for. */
export const owners = 50;

export type Entry = {
  /** Days after the case was opened. */
  readonly day: number;
  readonly type: EventType;
  readonly changes?: Payload;
  /** By the vice principal. */
  readonly leader?: true;
};

export type Story = {
  readonly name: string;
  /** How many days before the present it began. */
  readonly began: number;
  readonly entries: readonly Entry[];
};

const calmAnswers = { suicidalThoughts: 'no', incidents: [], riskChange: 'same' } as const;

function every(days: number, span: { readonly from: number; readonly until: number }, entry: Omit<Entry, 'day'>): readonly Entry[] {
  const count = Math.max(0, Math.floor((span.until - span.from) / days) + 1);
  return Array.from({ length: count }, (_, index) => ({ day: span.from + index * days, ...entry }));
}

function inOrder(...entries: readonly (readonly Entry[])[]): readonly Entry[] {
  return entries.flat().toSorted((a, b) => a.day - b.day);
}

/** From the lead to the guardian's and principal's knowledge, at this grade. */
function beginning(grade: 'R1' | 'R2' | 'R3'): readonly Entry[] {
  const triggers = grade === 'R3' ? ['suicidal_tendency'] : [];
  const proposedGrade = grade;
  return [
    { day: 0, type: 'lead_recorded', changes: { crisisTypes: grade === 'R3' ? ['suicidal_ideation'] : ['other'] } },
    { day: 0.1, type: 'interview_held', changes: { proposedGrade, ideation: grade === 'R3' ? 'yes' : 'no', selfHarm: 'no' } },
    { day: 0.2, type: 'grade_decided', changes: { grade, triggers } },
    { day: 0.3, type: 'guardian_notified' },
    { day: 0.4, type: 'principal_notified' },
    { day: 0.6, type: 'case_filed' },
    { day: 0.8, type: 'safety_plan_made' },
  ];
}

const followUp: Omit<Entry, 'day'> = { type: 'follow_up_held', changes: calmAnswers };
const counselling: Omit<Entry, 'day'> = { type: 'counselling_held', changes: calmAnswers };
const observation: Omit<Entry, 'day'> = { type: 'class_observed', changes: { cues: ['withdrawn'], urgent: false } };
const guardianCall: Omit<Entry, 'day'> = { type: 'guardian_contacted', changes: { riskChange: 'same' } };
const visit: Omit<Entry, 'day'> = { type: 'pupil_contacted', changes: calmAnswers };

/** Conference with a second signature, then closing. */
function ending(day: number): readonly Entry[] {
  return [
    { day, type: 'conference_held', changes: { kind: 'closure', grade: null, agreesToClose: true, decisions: [] } },
    { day: day + 0.1, type: 'conference_confirmed', leader: true },
    { day: day + 1, type: 'case_closed' },
    { day: day + 5, type: 'case_archived' },
  ];
}

/** Ended soon: a dozen entries. */
const brief: Story = {
  name: 'brief',
  began: 300,
  entries: inOrder(
    [
      { day: 0, type: 'lead_recorded', changes: { crisisTypes: ['other'] } },
      { day: 0.2, type: 'interview_held', changes: { ideation: 'no', selfHarm: 'no', proposedGrade: 'R1' } },
      { day: 0.4, type: 'grade_decided', changes: { grade: 'R1', outcome: 'not_crisis', triggers: [] } },
    ],
    every(7, { from: 6, until: 34 }, observation),
    [
      { day: 36, type: 'case_closed', changes: { conferenceId: null } },
      { day: 40, type: 'case_archived' },
    ],
  ),
};

const calm: Story = {
  name: 'calm',
  began: 300,
  entries: inOrder(beginning('R1'), every(14, { from: 7, until: 140 }, followUp), every(12, { from: 10, until: 146 }, counselling), ending(150)),
};

const long: Story = {
  name: 'long',
  began: 320,
  entries: inOrder(beginning('R1'), every(10, { from: 6, until: 200 }, followUp), every(12, { from: 9, until: 200 }, guardianCall), ending(204)),
};

/** Open and kept: a look every week, the class teacher's notes between. */
const watched: Story = {
  name: 'watched',
  began: 88,
  entries: inOrder(beginning('R2'), every(7, { from: 5, until: 87 }, followUp), every(7, { from: 6, until: 86 }, observation)),
};

/** Open, and nobody came for weeks. */
const neglected: Story = { name: 'neglected', began: 120, entries: inOrder(beginning('R3'), every(7, { from: 5, until: 95 }, followUp)) };

/** Open, on leave, with both weekly duties; the visits were made until `visitedUntil`. */
function onLeave(name: string, visitedUntil: number): Story {
  const entries = inOrder(
    beginning('R2'),
    [{ day: 10, type: 'leave_started' }],
    every(7, { from: 12, until: 158 }, guardianCall),
    every(7, { from: 12, until: visitedUntil }, visit),
  );
  return { name, began: 160, entries };
}

const away: Story = onLeave('away', 158);
/** Weeks missed one after the other: a leader has to step in. */
const lost: Story = onLeave('lost', 130);

/** Thirty-three entries a case; about one case in ten is open. */
const pattern = [
  ...Array.from({ length: 5 }, (_, group) => [brief, calm, long, calm, long, group < 2 ? long : brief, long]).flat(),
  brief,
  watched,
  neglected,
  away,
  watched,
] as const satisfies readonly Story[];

/** Case numbers run through it again and again. */
export const patternLength: number = pattern.length;

export const stories: readonly Story[] = [brief, calm, long, watched, neglected, away, lost];

/** Stories whose case is open at present. */
export const openStories: readonly Story[] = [watched, neglected, away, lost];

/** The story of case number `number`. Of ten pupils on leave one is lost sight of. */
export function storyOf(number: number): Story {
  const story = pattern[number % pattern.length] ?? brief;
  return story === away && Math.floor(number / pattern.length) % 10 === 4 ? lost : story;
}

/** The example of the type with its changes: invented data in Chinese, as long as such entries are. */
export function payloadOf(entry: Pick<Entry, 'type' | 'changes'>): Payload {
  return { ...definitionOf(entry.type).example, ...entry.changes };
}
