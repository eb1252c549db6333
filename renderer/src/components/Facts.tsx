import { Children, Fragment, type ReactNode } from 'react';

/** Facts in one line with dots between them; what is null, false or empty is none. */
export const Facts = ({ children }: { readonly children: ReactNode }) =>
  Children.toArray(children)
    .filter((fact) => fact !== '')
    .map((fact, place) => (
      // The line is made anew with its facts: their places are what they are known by.
      <Fragment key={place}>
        {place > 0 && ' · '}
        {fact}
      </Fragment>
    ));
