/** School years by date: from 1 September to 31 August. */
import { PlainDate } from '../../../domain/time.ts';

export type SchoolYear = { readonly from: PlainDate; readonly to: PlainDate };

/** The school year that the day lies in, or one so many years `before` it. */
export function schoolYearOf(day: PlainDate, before = 0): SchoolYear {
  const first = Number(day.slice(0, 4)) - (day.slice(5, 7) < '09' ? 1 : 0) - before;
  return { from: PlainDate.parse(`${first}-09-01`), to: PlainDate.parse(`${first + 1}-08-31`) };
}
