using FusionPortal.Conventions.Evaluation;
using Xunit;

namespace FusionPortal.Conventions.Tests.Evaluation;

/// <summary>What was captured counts where it was looked for since.</summary>
public sealed class ReadingTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly ReadingTimes _times = new(
    [
        ("1", "us-east-1", "ec2-instance", Noon), ("1", "us-west-2", "ec2-instance", Noon.AddHours(2)),
        ("2", "us-east-1", "ec2-instance", Noon.AddHours(4)), ("2", "", "s3-bucket", Noon), ("2", "", "s3-bucket", Noon.AddHours(1)),
    ]);

    [Theory]
    [InlineData("ec2-instance", "1", "us-east-1", 1, false)]
    [InlineData("ec2-instance", "1", "us-west-2", 1, true)]
    [InlineData("ec2-instance", "1", "us-west-2", 2, false)]
    [InlineData("ec2-instance", "2", "us-east-1", 3, true)]
    [InlineData("ec2-instance", "3", "us-east-1", -9, false)]
    [InlineData("ec2-instance", "1", "eu-west-1", -9, false)]
    [InlineData("iam-user", "1", "us-east-1", -9, false)]
    [InlineData("s3-bucket", "2", "us-east-1", -1, true)]
    // Of two readings of one place the older one counts.
    [InlineData("s3-bucket", "2", "us-east-1", 0, false)]
    public void Place_IsReadAfter_WhatWasCapturedBeforeItsOwnReading(string kind, string account, string region, int hours, bool isAfter) =>
        Assert.Equal(isAfter, _times.IsAfter(kind, account, region, Noon.AddHours(hours)));

    [Theory]
    [InlineData("ec2-instance", -1, true, 3)]
    [InlineData("ec2-instance", 0, false, 2)]
    [InlineData("ec2-instance", 3, false, 1)]
    [InlineData("ec2-instance", 4, false, 0)]
    [InlineData("iam-user", -9, false, 0)]
    public void Everywhere_IsReadAfter_WhereTheOldestIs(string kind, int hours, bool all, int places)
    {
        Assert.Equal(all, _times.AllAfter(kind, Noon.AddHours(hours)));
        Assert.Equal(places, _times.CountAfter(kind, Noon.AddHours(hours)));
    }
}
