//! Exact arithmetic on the numbers of the language: a result that does not fit into 64 bits is none.

use num_rational::Ratio;

/// A ratio of wide numbers, reduced, where it fits.
fn narrow(numer: i128, denom: i128) -> Option<Ratio<i64>> {
    if denom == 0 {
        return None;
    }
    let (mut a, mut b) = (numer.unsigned_abs(), denom.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let divisor = i128::try_from(a.max(1)).ok()? * denom.signum();
    Some(Ratio::new_raw(i64::try_from(numer / divisor).ok()?, i64::try_from(denom / divisor).ok()?))
}

/// Numerators of both over their common denominator, which is not reduced.
fn common(x: Ratio<i64>, y: Ratio<i64>) -> Option<(i128, i128, i128)> {
    let left = product(*x.numer(), *y.denom())?;
    let right = product(*y.numer(), *x.denom())?;
    Some((left, right, product(*x.denom(), *y.denom())?))
}

fn product(a: i64, b: i64) -> Option<i128> {
    i128::from(a).checked_mul(i128::from(b))
}

/// The sum; `None` where it does not fit.
pub fn checked_add(x: Ratio<i64>, y: Ratio<i64>) -> Option<Ratio<i64>> {
    let (left, right, denom) = common(x, y)?;
    narrow(left.checked_add(right)?, denom)
}

/// The difference; `None` where it does not fit.
pub fn checked_sub(x: Ratio<i64>, y: Ratio<i64>) -> Option<Ratio<i64>> {
    let (left, right, denom) = common(x, y)?;
    narrow(left.checked_sub(right)?, denom)
}

/// The product; `None` where it does not fit.
pub fn checked_mul(x: Ratio<i64>, y: Ratio<i64>) -> Option<Ratio<i64>> {
    narrow(product(*x.numer(), *y.numer())?, product(*x.denom(), *y.denom())?)
}

/// The quotient; `None` where it does not fit, and for a divisor of zero.
pub fn checked_div(x: Ratio<i64>, y: Ratio<i64>) -> Option<Ratio<i64>> {
    narrow(product(*x.numer(), *y.denom())?, product(*x.denom(), *y.numer())?)
}

/// The mean of two; `None` where it does not fit.
pub fn mean(x: Ratio<i64>, y: Ratio<i64>) -> Option<Ratio<i64>> {
    let (left, right, denom) = common(x, y)?;
    narrow(left.checked_add(right)?, denom.checked_mul(2)?)
}
