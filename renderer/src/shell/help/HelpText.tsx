import '@mantine/core/styles/Kbd.css';
import { Kbd } from '@mantine/core';
import Markdown from 'markdown-to-jsx/react';
import type { ReactNode } from 'react';
import { shownKeys } from '../../components/keys.ts';
import classes from './HelpText.module.css';

const Key = ({ children }: { readonly children?: string }) => <Kbd>{shownKeys(children ?? '')}</Kbd>;
const Part = ({ children }: { readonly children?: ReactNode }) => <h3>{children}</h3>;

// What stands in backquotes is a key: as this computer shows it.
const options = {
  disableParsingRawHTML: true,
  forceBlock: true,
  wrapper: 'div',
  overrides: { code: Key, h2: Part, h3: Part },
} as const;

/** A text of help, written in Markdown. */
export const HelpText = ({ text }: { readonly text: string }) => (
  <div className={classes['text']}>
    <Markdown options={options}>{text}</Markdown>
  </div>
);
