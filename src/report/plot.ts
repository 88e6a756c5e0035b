import { convergencePlot } from './convergence.js';
import { correlationPlot } from './correlations.js';
import { distributionPlot } from './distribution.js';
import { efficiencyPlot } from './efficiency.js';
import { errorDecayPlot } from './error-decay.js';
import { errorPlot } from './error-plot.js';
import { histogramPlot } from './histogram.js';
import { integrandPlot } from './integrand.js';
import { runsPlot } from './replications.js';
import { samplesPlot } from './samples.js';
import { scalingPlot } from './scaling.js';
import { scanPlot } from './scan-plot.js';
import { speedupPlot } from './speedup.js';
import { timelinePlot } from './timeline.js';

/**
 * Every picture by its subject: `await plot.scaling(sweep)`. Each answers an SVG document; `toPng` makes an image of it. What draws
 * is loaded with the first picture.
 */
export const plot = {
  /** Estimates against the number of points. */
  convergence: convergencePlot,
  /** A matrix of correlations. */
  correlations: correlationPlot,
  /** A statistic in resamples, with its interval. */
  distribution: distributionPlot,
  /** Efficiency by number of workers. */
  efficiency: efficiencyPlot,
  /** Error against evaluations, with the slope that theory expects. */
  error: errorPlot,
  /** How one integral's estimate and its error went. */
  errorDecay: errorDecayPlot,
  /** A variable's values as a density, with what theory expects. */
  histogram: histogramPlot,
  /** An integrand with the rectangles, cells or points of a rule. */
  integrand: integrandPlot,
  /** A mean against the number of runs. */
  runs: runsPlot,
  /** Histograms of the times of variants. */
  samples: samplesPlot,
  /** Time by number of workers. */
  scaling: scalingPlot,
  /** Time against a parameter. */
  scan: scanPlot,
  /** Speed-up with the ideal line and fitted laws. */
  speedup: speedupPlot,
  /** Which worker did what when. */
  timeline: timelinePlot,
} as const;
