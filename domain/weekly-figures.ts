/** The figures of a weekly report (D09): every one a count. */

/** The statistics row; every key is a count (Chinese column in docs/glossary.md). */
export type WeeklyFigures = {
  readonly registered: number;
  readonly registeredR1: number;
  readonly registeredR2: number;
  readonly registeredR3: number;
  readonly registeredR4: number;
  readonly newLeads: number;
  readonly added: number;
  readonly raised: number;
  readonly lowered: number;
  readonly released: number;
  readonly hospitalVisits: number;
  readonly inpatients: number;
  readonly onLeave: number;
  readonly returned: number;
  readonly selfHarm: number;
  readonly suicideAttempts: number;
  readonly referralsMade: number;
  readonly repliesReceived: number;
  readonly plansDue: number;
  readonly plansSubmitted: number;
  readonly plansOverdue: number;
  readonly contactsDue: number;
  readonly contactsDone: number;
  readonly guardiansNotCooperating: number;
  /** 上周补计: entries about earlier weeks that no report has counted yet. */
  readonly carriedOver: number;
};

/** 零报告: nobody new, nobody worse, nothing happened. */
export function isZeroReport(figures: WeeklyFigures): boolean {
  return figures.newLeads + figures.added + figures.raised + figures.selfHarm + figures.suicideAttempts === 0;
}

const noFigures: WeeklyFigures = {
  registered: 0,
  registeredR1: 0,
  registeredR2: 0,
  registeredR3: 0,
  registeredR4: 0,
  newLeads: 0,
  added: 0,
  raised: 0,
  lowered: 0,
  released: 0,
  hospitalVisits: 0,
  inpatients: 0,
  onLeave: 0,
  returned: 0,
  selfHarm: 0,
  suicideAttempts: 0,
  referralsMade: 0,
  repliesReceived: 0,
  plansDue: 0,
  plansSubmitted: 0,
  plansOverdue: 0,
  contactsDue: 0,
  contactsDone: 0,
  guardiansNotCooperating: 0,
  carriedOver: 0,
};

/** Names of the figures in the order of the form. */
export const weeklyFigureNames = Object.keys(noFigures) as readonly (keyof WeeklyFigures)[]; // the literal above has exactly these keys

/** Figures of several cases together. */
export function sumUp(rows: readonly WeeklyFigures[]): WeeklyFigures {
  const sum = (name: keyof WeeklyFigures): number => rows.reduce((total, row) => total + row[name], 0);
  return weeklyFigureNames.reduce<WeeklyFigures>((figures, name) => ({ ...figures, [name]: sum(name) }), noFigures);
}
