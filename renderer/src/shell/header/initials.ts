import { locale } from '../../../../shared/words/language.ts';

/** `AO` for `A. Operator`: a person's initials, where there is no room for the name. Never empty. */
export const initialsOf = (name: string): string => {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = (word: string | undefined): string => [...(word ?? '')][0] ?? '';
  const [only, ...others] = words;
  return (first(only) + first(others.at(-1))).toLocaleUpperCase(locale) || '?';
};
