/** The endings of the files that a result can be written to. */
export const REPORT_FORMATS = ['.json', '.csv', '.md', '.html', '.svg', '.png'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
