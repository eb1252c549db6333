import { Children, createElement, Fragment, type ReactNode } from 'react';
import { partsOf } from '../../../shared/words/words.ts';

/**
 * A sentence of the program that has parts of the page in it: a date, a name that isolates its direction, a link. It is one message,
 * so that another language can order its parts.
 */
export const tx = (english: string, values: Readonly<Record<string, ReactNode>>): ReactNode =>
  createElement(Fragment, null, ...Children.toArray(partsOf<ReactNode>(english, values)));
