import '@mantine/core/styles/Kbd.css';
import { Kbd } from '@mantine/core';
import Markdown from 'markdown-to-jsx/react';
import type { ReactNode } from 'react';
import { shownKeys } from '../../components/keys.ts';
import classes from './HelpText.module.css';

const Key = ({ children }: { readonly children?: string }) => <Kbd>{shownKeys(children ?? '')}</Kbd>;
const Part = ({ children }: { readonly children?: ReactNode }) => <h3>{children}</h3>;

// A window has no other page to go to: of a link its words stay.
const Words = ({ children }: { readonly children?: ReactNode }) => <span>{children}</span>;

const options = { disableParsingRawHTML: true, forceBlock: true, wrapper: 'div' } as const;
// What stands in backquotes is a key: as this computer shows it.
const helpOptions = { ...options, overrides: { code: Key, h2: Part, h3: Part } };
// There it is what is typed or written in a file.
const guideOptions = { ...options, overrides: { a: Words, h1: Part, h2: Part } };

/** A text of help, or a guide for who looks after the computers, written in Markdown. */
export const HelpText = ({
  text,
  isGuide = false,
}: {
  readonly text: string;
  readonly isGuide?: boolean;
}) => (
  <div className={classes['text']}>
    <Markdown options={isGuide ? guideOptions : helpOptions}>{text}</Markdown>
  </div>
);
