import { Children, Fragment, type ReactNode } from 'react';

const dot = ' · ';

type FactsProps = {
  readonly children: ReactNode;
  /** What is between two of them: a blank where the style sheet keeps them apart as well. */
  readonly between?: ' ' | typeof dot;
};

/**
 * Facts in one line with dots between them; what is null, false or empty is none. What is between them is text: a gap of the style sheet
 * alone is neither read out nor copied.
 */
export const Facts = ({ children, between = dot }: FactsProps) =>
  Children.toArray(children)
    .filter((fact) => fact !== '')
    .map((fact, place) => (
      // The line is made anew with its facts: their places are what they are known by.
      <Fragment key={place}>
        {place > 0 && between}
        {fact}
      </Fragment>
    ));

/** The same where a line can only be a text, such as that of a tooltip. */
export const factWords = (facts: readonly (string | null | false)[]): string =>
  facts.filter((fact) => fact !== null && fact !== false && fact !== '').join(dot);
