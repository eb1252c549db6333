import { Children, createElement, Fragment, type ReactNode } from 'react';
import { partsOf, type MessageKey } from '../../../shared/words/words.ts';

/**
 * A sentence of the program that has parts of the page in it: a date, a name that isolates its direction, a link. The whole sentence
 * stands in the catalogue, so that another language can order its parts.
 */
export const tx = (key: MessageKey, values: Readonly<Record<string, ReactNode>>): ReactNode =>
  createElement(Fragment, null, ...Children.toArray(partsOf<ReactNode>(key, values)));
