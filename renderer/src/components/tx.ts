import { Children, createElement, Fragment, type ReactNode } from 'react';
import { partsOf } from '../../../shared/words/words.ts';

/**
 * A translated sentence with React elements inside: a date, a name with its own direction, a link. It is a single message, so that other
 * languages can reorder its parts.
 */
export const tx = (english: string, values: Readonly<Record<string, ReactNode>>): ReactNode =>
  createElement(Fragment, null, ...Children.toArray(partsOf<ReactNode>(english, values)));
