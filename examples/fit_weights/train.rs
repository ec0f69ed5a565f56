//! The model: two states a word, fitted by gradient steps that keep most weights at zero.
//!
//! A linear chain over each stretch (a conditional random field with the states "in" and "out"); without links
//! it is a logistic model of each word by itself. Steps are those of regularised dual averaging with adaptive rates:
//! each weight is a function of the sum of its gradients and of their squares, and zero while the mean gradient is
//! small.

use crate::data::{Point, Stretch};

/// What the program can be told about fitting.
#[derive(Clone, Copy)]
pub struct Setting {
    pub rate: f64,
    /// The mean gradient below which a weight stays zero.
    pub threshold: f64,
    pub rounds: usize,
    /// Whether the words of a stretch are decided together.
    pub chain: bool,
}

pub struct Model {
    gradients: Vec<f64>,
    squares: Vec<f64>,
    steps: f64,
    setting: Setting,
}

impl Model {
    pub fn new(features: usize, setting: Setting) -> Model {
        Model { gradients: vec![0.0; features], squares: vec![0.0; features], steps: 0.0, setting }
    }

    fn weight(&self, feature: u32) -> f64 {
        let (sum, square) = (self.gradients[feature as usize], self.squares[feature as usize]);
        let beyond = sum.abs() - self.setting.threshold * self.steps;
        if beyond <= 0.0 { 0.0 } else { -sum.signum() * self.setting.rate * beyond / (1.0 + square.sqrt()) }
    }

    pub fn weights(&self) -> Vec<f64> {
        (0..self.gradients.len()).map(|feature| self.weight(feature as u32)).collect()
    }

    fn step(&mut self, features: &[u32], gradient: f64) {
        for feature in features {
            self.gradients[*feature as usize] += gradient;
            self.squares[*feature as usize] += gradient * gradient;
        }
    }

    /// Goes over the stretches once, in an order that depends on the round. Returns the mean loss.
    pub fn round(&mut self, stretches: &[Stretch], round: usize) -> f64 {
        let mut loss = 0.0;
        let count = stretches.len();
        // A step that has no divisor in common with the count reaches every stretch once.
        let step = (count as f64 * 0.618).floor() as usize + round * 2 + 1;
        let step = (step..).find(|step| gcd(*step, count) == 1).unwrap_or(1);
        let mut at = round % count;
        for _ in 0..count {
            let stretch = &stretches[at];
            at = (at + step) % count;
            self.steps += stretch.weight;
            if self.setting.chain {
                loss += self.learn(&stretch.points, stretch.weight);
            } else {
                for point in &stretch.points {
                    loss += self.learn(std::slice::from_ref(point), stretch.weight);
                }
            }
        }
        loss / count as f64
    }

    /// One stretch: the difference between what is marked and what is expected moves the weights.
    fn learn(&mut self, points: &[Point], weight: f64) -> f64 {
        let sum = |features: &[u32]| features.iter().map(|feature| self.weight(*feature)).sum::<f64>();
        let scores: Vec<f64> = points.iter().map(|point| sum(&point.features)).collect();
        let links: Vec<f64> =
            points.iter().enumerate().map(|(i, point)| if i > 0 { sum(&point.links) } else { 0.0 }).collect();
        // Logarithms of sums over all decisions, from the left and from the right; (no name, name).
        let mut left = vec![(0.0, scores[0])];
        for i in 1..points.len() {
            let (out, name) = left[i - 1];
            left.push((log_add(out, name), scores[i] + log_add(out, name + links[i])));
        }
        let mut right = vec![(0.0, 0.0); points.len()];
        for i in (0..points.len() - 1).rev() {
            let (out, name) = right[i + 1];
            let name = name + scores[i + 1];
            right[i] = (log_add(out, name), log_add(out, name + links[i + 1]));
        }
        let (out, name) = left[points.len() - 1];
        let total = log_add(out, name);
        let mut marked = 0.0;
        for (i, point) in points.iter().enumerate() {
            if point.is_marked {
                marked += scores[i];
            }
            let expected = (left[i].1 + right[i].1 - total).exp();
            self.step(&point.features, weight * (expected - f64::from(u8::from(point.is_marked))));
            if i > 0 {
                let both = point.is_marked && points[i - 1].is_marked;
                if both {
                    marked += links[i];
                }
                let expected = (left[i - 1].1 + links[i] + scores[i] + right[i].1 - total).exp();
                self.step(&point.links, weight * (expected - f64::from(u8::from(both))));
            }
        }
        weight * (total - marked)
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    high + (low - high).exp().ln_1p()
}

/// The best decisions for a stretch under integer weights, as the crate makes them.
pub fn decide(points: &[Point], weights: &[i32], chain: bool) -> Vec<bool> {
    let sum = |features: &[u32]| features.iter().map(|feature| weights[*feature as usize]).sum::<i32>();
    if !chain {
        return points.iter().map(|point| sum(&point.features) > 0).collect();
    }
    let (mut out, mut name) = ((0, Vec::new()), (i32::MIN / 2, Vec::new()));
    for (i, point) in points.iter().enumerate() {
        let own = sum(&point.features);
        let link = if i > 0 { sum(&point.links) } else { 0 };
        let (begun, continued) = (out.0 + own, name.0 + link + own);
        let next = if continued > begun { (continued, &name.1) } else { (begun, &out.1) };
        let mut path = next.1.clone();
        path.push(true);
        let next = (next.0, path);
        let mut before = if name.0 > out.0 { name } else { out };
        before.1.push(false);
        out = before;
        name = next;
    }
    if name.0 > out.0 { name.1 } else { out.1 }
}
