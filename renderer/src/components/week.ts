type WeekInfo = { readonly firstDay: number };
type LocaleWithWeek = Intl.Locale & {
  readonly getWeekInfo?: () => WeekInfo;
  readonly weekInfo?: WeekInfo;
};

const monday = 1;

/**
 * On which weekday a week begins where a language is spoken, as ISO counts them: 1 is Monday, 7 is Sunday. Monday where the machine does
 * not know.
 */
export const firstWeekdayOf = (language: string): number => {
  try {
    const locale: LocaleWithWeek = new Intl.Locale(language);
    return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? monday;
  } catch {
    return monday;
  }
};
