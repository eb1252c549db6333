/** Where a call leads that broke off before it was answered. The machine brings the action `callBroke`. */
export const broken = <S extends string>(target: S) => ({ target, actions: 'callBroke' }) as const;

/** Where a call leads that nobody answers in time. The machine brings the delay `callTimeout` and the action `noAnswerInTime`. */
export const late = <S extends string>(target: S) =>
  ({ callTimeout: { target, actions: 'noAnswerInTime' } }) as const;
