export { type ConvergenceData, convergencePlot } from './convergence.js';
export { type DistributionData, distributionPlot } from './distribution.js';
export { type ErrorDecayData, errorDecayPlot } from './error-decay.js';
export { type HistogramData, histogramPlot } from './histogram.js';
export { type IntegrandData, type Rectangle, integrandPlot } from './integrand.js';
export { type RunsPlotData, runsPlot } from './replications.js';
export { scalingPlot } from './scaling.js';
export { type TimelineData, timelinePlot } from './timeline.js';
export { type PngOptions, toPng } from './png.js';
export { type PictureFormat, encodePicture, pictureFormat } from './encode.js';
export { type ReportContent, type ReportPicture, type ReportTable, htmlReport } from './html.js';
export { stackPictures } from './stack.js';
export { type TextBar, barChart } from './text-bars.js';
export { type TextCloud, cloudChart } from './text-cloud.js';
export { type TextHistogram, columnChart } from './text-columns.js';
export type { TextStyle } from './text-frame.js';
export { type TextPowers, type TextSeries, powerChart } from './text-powers.js';
export { type CorrelationData, correlationPlot } from './correlations.js';
export { efficiencyPlot } from './efficiency.js';
export { type ErrorPlotData, type ErrorSeries, errorPlot } from './error-plot.js';
export { samplesPlot } from './samples.js';
export { speedupPlot } from './speedup.js';
export { plot } from './plot.js';
export { type ReportFacts } from './exporters/html.js';
export { REPORT_FORMATS, type ReportFormat } from './formats.js';
export { encodeReport, report } from './report.js';
export {
  type BenchResult,
  type ResultPicture,
  type Scan,
  isScan,
  isSweep,
  resultFindings,
  resultPictures,
  resultTables,
  resultWarnings,
} from './results.js';
export { scanPlot } from './scan-plot.js';
