import { Children, Fragment, type ReactNode } from 'react';

const dot = ' · ';

type FactsProps = {
  readonly children: ReactNode;
  /** The separator: a blank if the style sheet adds a gap as well. */
  readonly between?: ' ' | typeof dot;
};

/**
 * Facts on one line, separated by dots; null, false and empty facts are skipped. The separator is text, because a gap made by the style
 * sheet alone is neither read aloud nor copied.
 */
export const Facts = ({ children, between = dot }: FactsProps) =>
  Children.toArray(children)
    .filter((fact) => fact !== '')
    .map((fact, place) => (
      // Facts have no identity beyond their position.
      <Fragment key={place}>
        {place > 0 && between}
        {fact}
      </Fragment>
    ));

/** The same as plain text, for example for a tooltip. */
export const factWords = (facts: readonly (string | null | false)[]): string =>
  facts.filter((fact) => fact !== null && fact !== false && fact !== '').join(dot);
