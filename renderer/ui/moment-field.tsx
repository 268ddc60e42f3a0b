/** Dates and moments, typed or picked, in the office's zone. */
import { clockOf, dateOf, type Instant, type PlainDate } from '../../domain/time.ts';
import { WallPicker } from './wall-clock.ts';
import { instantOfWall, parseWall, wallText } from './wall-time.ts';

type MomentProps = { readonly id: string; readonly value: Instant; readonly onChange: (at: Instant) => void; readonly latest?: Instant };

/** A moment to the minute. */
export function MomentField({ id, value, onChange, latest }: MomentProps) {
  return (
    <WallPicker
      id={id}
      value={parseWall(`${dateOf(value)} ${clockOf(value)}`)}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      allowClear={false}
      changeOnBlur
      needConfirm={false}
      {...latestOf(latest)}
      onChange={(at) => {
        if (at instanceof Date) onChange(instantOfWall(at));
      }}
    />
  );
}

/** The picker takes no `undefined` for a bound that is not there. */
function latestOf(latest: Instant | undefined): { readonly maxDate?: Date } {
  const day = latest === undefined ? null : parseWall(dateOf(latest));
  return day === null ? {} : { maxDate: day };
}

type DateProps = {
  readonly id: string;
  readonly value: PlainDate | null;
  readonly onChange: (day: PlainDate | null) => void;
  readonly picker?: 'date' | 'week';
  /** Where no label stands beside it. */
  readonly label?: string;
};

/** A day, or the week of a day. */
export function DateField({ id, value, onChange, picker = 'date', label }: DateProps) {
  return (
    <WallPicker
      id={id}
      picker={picker}
      {...(label === undefined ? {} : { 'aria-label': label })}
      value={value === null ? null : parseWall(value)}
      format="YYYY-MM-DD"
      allowClear={picker === 'date'}
      changeOnBlur
      onChange={(at) => onChange(at instanceof Date ? (wallText(at).slice(0, 10) as PlainDate) : null)}
    />
  );
}
