/** A question whose answers lie open and numbered, so that one digit answers it. The keys are heard by the form around it. */
type Option = { readonly value: string; readonly label: string; readonly disabled?: boolean };
type Props = {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: unknown;
  readonly required?: boolean;
  readonly problem?: string | undefined;
  readonly onPick: (value: string) => void;
};

export function DigitChoice({ id, label, options, value, required, problem, onPick }: Props) {
  return (
    <div className="digit-choice" role="radiogroup" aria-label={label} aria-required={required === true} data-digits={id}>
      <span className={required === true ? 'field-label field-required' : 'field-label'} aria-hidden>
        {label}
      </span>
      <div className="digit-options">
        {options.map((option, index) => (
          <label key={option.value} className={option.value === value ? 'digit-option digit-picked' : 'digit-option'}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled === true}
              aria-label={option.label}
              onChange={() => onPick(option.value)}
            />
            <kbd aria-hidden>{index + 1}</kbd>
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {problem === undefined ? null : (
        <div className="field-problem" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}

/** Puts the focus into the question. */
export function focusDigitChoice(id: string): void {
  const group = document.querySelector(`[data-digits="${CSS.escape(id)}"]`);
  const first = group?.querySelector<HTMLInputElement>('input:checked') ?? group?.querySelector<HTMLInputElement>('input:enabled');
  first?.focus({ preventScroll: true });
}
