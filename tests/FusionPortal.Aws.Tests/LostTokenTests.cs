using System.Net;
using Amazon.Runtime;
using FusionPortal.Aws.Calls;

namespace FusionPortal.Aws.Tests;

/// <summary>What counts as a lost pagination token where the service has no code for it.</summary>
public sealed class LostTokenTests
{
    [Theory]
    [InlineData("The token is invalid.")]
    [InlineData("Invalid Marker")]
    [InlineData("nextToken is not valid")]
    [InlineData("1 validation error: PaginationToken expired")]
    public void Message_ThatNamesThePageToken_BeginsTheTargetAgain(string message) =>
        Assert.True(AwsTroubles.IsLostToken(Refused(message)));

    [Theory]
    [InlineData("The X-Amz-Security-Token header is malformed.")]
    [InlineData("The session token has a wrong length.")]
    [InlineData("Queue tokenizer-dead does not exist.")]
    [InlineData("MaxResults is too large.")]
    public void Message_OfAnythingElse_DoesNot(string message) => Assert.False(AwsTroubles.IsLostToken(Refused(message)));

    private static AmazonServiceException Refused(string message) =>
        new(message, null, ErrorType.Sender, "ValidationException", "request", HttpStatusCode.BadRequest);
}
