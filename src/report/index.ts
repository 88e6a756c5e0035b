export { type ConvergenceData, convergencePlot } from './convergence.js';
export { type HistogramData, histogramPlot } from './histogram.js';
export { type IntegrandData, type Rectangle, integrandPlot } from './integrand.js';
export { scalingPlot } from './scaling.js';
export { type TimelineData, timelinePlot } from './timeline.js';
export { type PngOptions, toPng } from './png.js';
export { type PictureFormat, encodePicture, pictureFormat } from './encode.js';
export { type ReportContent, type ReportPicture, type ReportTable, htmlReport } from './html.js';
export { stackPictures } from './stack.js';
